//! Requests in pipelines: the shell in `run:` of GitHub, `script:` of GitLab and their like.

use crate::extract::call::Part;
use crate::extract::node::{Content, Node, Scalar};
use crate::extract::shell;
use crate::source::{Notation, Origin, Span};

/// What the shell of a step goes by in the pipelines of GitHub, GitLab, Bitbucket, Azure, Drone and others, and in Ansible.
const STEPS: [&str; 13] = [
    "run",
    "script",
    "before_script",
    "after_script",
    "bash",
    "command",
    "commands",
    "args",
    "shell",
    "cmd",
    "ansible.builtin.shell",
    "ansible.builtin.command",
    "powershell",
];

/// The shell of a step, and the nodes that it stands in, as far as a comment may speak of them.
struct Step {
    script: Scalar,
    around: [Span; 2],
}

/// The parts of a document that are shell and carry requests.
pub(super) fn parts(document: &Node, outer: &Origin) -> Vec<Part<'static>> {
    steps(document).into_iter().flat_map(|step| step.parts(outer)).collect()
}

impl Step {
    fn parts(self, outer: &Origin) -> Vec<Part<'static>> {
        let around = self.around.map(|span| outer.lift(span));
        let mut parts = shell::parts(&self.script.within(outer));
        for part in &mut parts {
            part.around.extend(around);
        }
        parts
    }
}

/// The shell of a node and of those in it.
fn steps(node: &Node) -> Vec<Step> {
    let mut found = Vec::new();
    let mut left = vec![node];
    while let Some(node) = left.pop() {
        match &node.content {
            Content::Mapping(pairs) => {
                for (name, value) in pairs.iter().rev() {
                    let is_step = name.scalar().is_some_and(|name| STEPS.contains(&name.text.as_str()));
                    let around = [name.span.to(value.span), node.span];
                    found.extend(script(value).filter(|_| is_step).map(|script| Step { script, around }));
                    left.push(value);
                }
            }
            Content::Sequence(nodes) => left.extend(nodes.iter().rev()),
            _ => {}
        }
    }
    found
}

/// A script: a text, or a list of them that are run one after the other.
fn script(node: &Node) -> Option<Scalar> {
    match &node.content {
        Content::Text(scalar) | Content::Plain(scalar) => Some(scalar.clone()),
        Content::Sequence(nodes) => Some(joined(nodes.iter().filter_map(Node::scalar))),
        _ => None,
    }
}

fn joined<'n>(scalars: impl Iterator<Item = &'n Scalar>) -> Scalar {
    let mut text = String::new();
    let mut origin = Origin::builder();
    for scalar in scalars {
        let span = Span::new(0, scalar.text.len());
        origin.copy_from(text.len(), &scalar.origin, span);
        text.push_str(&scalar.text);
        origin.written_in(Notation::Fixed);
        origin.replace(Span::new(text.len(), text.len() + 1), Span::point(scalar.origin.lift(span).end()));
        text.push('\n');
    }
    Scalar { text, origin, token: Notation::Fixed }
}
