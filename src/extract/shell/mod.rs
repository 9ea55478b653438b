//! Requests in shell scripts: the commands that send them, read without running anything.

mod curl;
mod escape;
mod ksctl;
mod lex;
mod quotes;
mod script;
mod word;

pub(super) use lex::{commands, first_line};
pub(super) use script::Script;

use super::Document;
use super::call::{Body, Call, Part, Piece};
use crate::catalog::endpoint::{Address, address};
use crate::source::Span;
use curl::Curl;
use lex::Command;
use script::Given;
use word::Word;

/// The parts of a shell script that carry requests, or may.
pub(super) fn parts(document: &Document<'_>) -> Vec<Part<'static>> {
    let commands = commands(&document.text);
    let script = Script::new(&commands, &document.origin);
    let mut parts = script.parts();
    for command in &commands {
        for word in scripts(command) {
            parts.append(&mut self::parts(&script.document(word, 0)));
        }
    }
    parts
}

/// Words that are scripts themselves, for another shell to run: `sh -c '…'`, `ssh host '…'`.
fn scripts(command: &Command) -> impl Iterator<Item = &Word> {
    let name = command.words.first().map(|word| word.text.as_str()).unwrap_or_default();
    // What is only printed is run by nobody, and a script is shorter than the command that it is a word of.
    let is_run = !matches!(name, "echo" | "printf") && !command.words.iter().any(is_curl);
    let is_script = |word: &&Word| word.text.contains("curl ") && word.span.len() < command.span.len();
    command.words.iter().filter(move |_| is_run).filter(is_script)
}

/// Whether a word names curl, wherever that is installed.
fn is_curl(word: &Word) -> bool {
    matches!(word.text.rsplit(['/', '\\']).next(), Some("curl" | "curl.exe"))
}

impl Script<'_> {
    /// The requests that the commands send, and those that they write to files for others to send.
    pub(super) fn parts(&self) -> Vec<Part<'static>> {
        let mut parts: Vec<Part<'static>> = self.commands.iter().flat_map(|command| self.sent(command)).collect();
        parts.extend(self.commands.iter().filter_map(|command| self.ksctl(command)));
        let is_sent = |span: Span| parts.iter().any(|part| part.covers(span));
        let written = self.commands.iter().filter_map(|command| self.written(command));
        let unsent: Vec<_> = written.filter(|part| !is_sent(part.span)).collect();
        parts.extend(unsent);
        parts
    }

    /// What a command sends: each of the requests of a curl command.
    fn sent(&self, command: &Command) -> Vec<Part<'static>> {
        let Some(at) = command.words.iter().position(is_curl) else { return Vec::new() };
        let mut left = command.words.get(at + 1..).unwrap_or_default();
        let mut parts = Vec::new();
        while !left.is_empty() {
            let mut words = left.iter();
            let curl = curl::read(&mut words);
            let behind = words.as_slice();
            let own = left.get(..left.len() - behind.len()).unwrap_or_default();
            parts.extend(self.transfer(command, own, &curl));
            left = behind;
        }
        parts
    }

    fn transfer(&self, command: &Command, words: &[Word], curl: &Curl<'_>) -> Option<Part<'static>> {
        let (url, address) = self.address(curl, command)?;
        let asked = curl.method.map(|(word, start)| word.text.get(start..).unwrap_or_default());
        // Without anything to send, the same address gives a list of keys.
        if curl.data.is_none() && curl.implied.is_none() && asked != Some("POST") {
            return None;
        }
        // `-d {"kms":"a"}` sends {kms:a}.
        let unquoted = curl.data.filter(|(word, ..)| word.loses_quotes && word.text.starts_with(['{', '[']));
        let body = match curl.data.filter(|_| unquoted.is_none()) {
            Some((word, start, reads_files)) => self.body(command, word, start, reads_files),
            None => Body::Unknown,
        };
        let call = Call {
            address,
            url: self.piece(url),
            method: self.other_method(curl),
            unquoted: unquoted.map(|(word, ..)| self.piece(word)),
            insecure: curl.insecure.map(|(word, start, end)| self.slice(word, start, end)),
            words: words
                .iter()
                .filter(|word| curl.data.is_none_or(|(data, ..)| data.span != word.span))
                .map(|word| self.piece(word))
                .collect(),
        };
        Some(Part::sent(self.origin.lift(command.span), call, body))
    }

    /// The address that a request goes to, if one of them may be that of the call.
    fn address<'w>(&'w self, curl: &Curl<'w>, command: &Command) -> Option<(&'w Word, Address)> {
        let resolved = curl.urls.iter().map(|word| self.resolve(word, command.span.start()));
        let known = resolved.map(|word| (word, address(&word.text))).filter(|(_, address)| *address != Address::Other);
        known.min_by_key(|(_, address)| match address {
            Address::Of(_) => 0,
            Address::NearMiss { .. } => 1,
            Address::Unknown | Address::Other => 2,
        })
    }

    /// The method, where it is known and not POST.
    fn other_method(&self, curl: &Curl<'_>) -> Option<Piece> {
        match (curl.method, curl.implied) {
            (Some((word, start)), _) => {
                let method = word.text.get(start..).unwrap_or_default();
                (method != "POST" && !method.contains('$')).then(|| self.slice(word, start, word.text.len()))
            }
            (None, Some((word, method))) => Some(Piece { text: method.to_owned(), ..self.piece(word) }),
            (None, None) => None,
        }
    }

    fn body(&self, command: &Command, word: &Word, start: usize, reads_files: bool) -> Body<'static> {
        let text = word.text.get(start..).unwrap_or_default();
        let given = match text.strip_prefix('@').filter(|_| reads_files) {
            Some("-" | "/dev/stdin") => self.standard_input(command),
            Some(path) => Given::File(path.to_owned()),
            None if start > 0 => return Body::Text(self.document(word, start)),
            None => self.given(word, command.span.start()),
        };
        self.contents(given, command.span.start())
    }

    /// What a command writes to a file, where it may be a request.
    fn written(&self, command: &Command) -> Option<Part<'static>> {
        let word = command.here.as_ref().filter(|_| script::file_written(command).is_some())?;
        let span = self.origin.lift(command.span);
        Some(Part { span, ..Part::text(self.document(word, 0)) })
    }

    fn document(&self, word: &Word, start: usize) -> Document<'static> {
        let Piece { text, origin } = self.slice(word, start, word.text.len());
        Document { text: text.into(), origin }
    }

    fn piece(&self, word: &Word) -> Piece {
        Piece { text: word.text.clone(), origin: word.origin.through(self.origin) }
    }

    /// The bytes from `start` to `end` of what a word says.
    fn slice(&self, word: &Word, start: usize, end: usize) -> Piece {
        let text = word.text.get(start..end).unwrap_or_default().to_owned();
        let origin = word.origin.through(self.origin);
        let origin = if start == 0 { origin } else { crate::source::Origin::verbatim(start, text.len()).through(&origin) };
        Piece { text, origin }
    }
}

impl Part<'_> {
    /// Whether its body is written inside of `span`.
    fn covers(&self, span: Span) -> bool {
        self.bodies.iter().any(|body| {
            let Body::Text(document) = body else { return false };
            let body = document.span();
            span.start <= body.start && body.end <= span.end
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(script: &str) -> Vec<Part<'static>> {
        parts(&Document::verbatim(script, 0))
    }

    /// The bodies of what is sent, as the server would get them.
    fn bodies(script: &str) -> Vec<String> {
        found(script)
            .into_iter()
            .flat_map(|part| part.bodies)
            .map(|body| match body {
                Body::Text(document) => document.text.into_owned(),
                Body::Files(files) => format!("@{}", files[0].path),
                Body::Unknown => "?".to_owned(),
            })
            .collect()
    }

    const URL: &str = "https://cm.example.com/api/v1/cckm/aws/keys";

    #[test]
    fn bodies_are_found_however_they_are_given() {
        for (script, body) in [
            (r#"curl URL -d '{"a":"b"}'"#, r#"{"a":"b"}"#),
            (r#"curl -k URL --data-binary $'{\n"a":"\u00e9"}'"#, "{\n\"a\":\"é\"}"),
            (r#"curl URL --json "{\"a\":\"$B\"}""#, r#"{"a":"${B}"}"#),
            (r#"curl URL --data-raw '{"a":'"$B"'}'"#, r#"{"a":${B}}"#),
            ("curl -sSXPOST URL -d{}", "{}"),
            ("curl URL -d @body.json", "@body.json"),
            ("curl URL -d @- <<'EOF'\n{\"a\":\"$b\"}\nEOF\n", "{\"a\":\"$b\"}\n"),
            ("curl URL -d @- <<-EOF\n\t{\"a\":\"$b\"}\n\tEOF\n", "{\"a\":\"${b}\"}\n"),
            ("cat <<EOF | curl URL -d @-\n{}\nEOF\n", "{}\n"),
            ("echo '{}' | curl URL -d @-", "{}"),
            ("curl URL -d @- < body.json", "@body.json"),
            ("curl URL -d @- <<< '{}'", "{}"),
            ("BODY='{}'\nif true; then curl URL -d \"$BODY\"; fi", "{}"),
            ("BODY=$(cat <<EOF\n{}\nEOF\n)\ncurl URL -d \"${BODY}\"", "{}\n"),
            ("read -r -d '' BODY <<EOF\n{}\nEOF\ncurl URL -d \"$BODY\"", "{}\n"),
            ("cat > body.json <<EOF\n{}\nEOF\ncurl URL -d @body.json", "{}\n"),
            ("RESPONSE=$(curl URL -d '{}')", "{}"),
            ("curl URL -d \"$(cat body.json)\"", "@body.json"),
            ("ssh host 'sh -c \"curl URL -d {}\"'", "{}"),
            ("curl URL -d \"$(jq -n '{}')\"", "?"),
            ("curl URL -d \"$1\"", "?"),
        ] {
            assert_eq!(bodies(&script.replace("URL", URL)), [body], "{script}");
        }
    }

    #[test]
    fn other_commands_are_passed_over() {
        for script in [
            "# curl URL -d '{}'",
            "curl URL",
            "curl -X GET URL",
            "curl URL/0123/rotate -d '{}'",
            "echo \"curl URL -d '{}'\"",
            "apt-get install curl",
        ] {
            assert_eq!(bodies(&script.replace("URL", URL)), [""; 0], "{script}");
        }
    }
}
