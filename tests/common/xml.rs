//! XML, read strictly, as far as reports have it.

/// The names of all elements of a document, which must be well-formed.
pub fn elements(xml: &str) -> Vec<String> {
    let is_allowed = |c: char| matches!(c, '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    assert!(xml.chars().all(is_allowed));
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    let (mut open, mut met) = (Vec::new(), Vec::new());
    for piece in body.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap();
        assert!(!text.contains('>') && has_only_entities(tag) && has_only_entities(text), "{piece}");
        assert!(tag.matches('"').count().is_multiple_of(2), "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name.to_owned()));
            continue;
        }
        let name = tag.split([' ', '/']).next().unwrap().to_owned();
        if !tag.ends_with('/') {
            open.push(name.clone());
        }
        met.push(name);
    }
    assert!(open.is_empty());
    met
}

fn has_only_entities(text: &str) -> bool {
    let known = ["amp;", "lt;", "gt;", "quot;", "#10;", "#91;"];
    text.split('&').skip(1).all(|rest| known.iter().any(|entity| rest.starts_with(entity)))
}
