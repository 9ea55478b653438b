//! How a request is sent, where a command that sends it was read.

use crate::lint::rules;

rules! {
    insecure_tls::InsecureTls,
    plain_http::PlainHttp,
    wrong_endpoint::WrongEndpoint,
}
