//! Reads the structure from HTML as Leptos renders it: closed tags, quoted attributes, and every `<` of a text escaped.

use super::Structure;

/// Elements whose content a browser reads as one text, `noscript` where scripts run.
const TEXT_ONLY: [&str; 4] = ["noscript", "textarea", "script", "style"];

/// The structure of the nodes in `html`, which has no doctype.
pub fn of_html(html: &str) -> Structure {
    let (mut structure, mut rest) = (Structure::default(), html);
    while let Some(next) = rest.find('<') {
        if next > 0 {
            structure.text();
        }
        rest = &rest[next..];
        rest = if let Some(comment) = rest.strip_prefix("<!") {
            structure.comment();
            after_comment(comment)
        } else if let Some(tag) = rest.strip_prefix("</") {
            after_tag(tag)
        } else {
            let tag = &rest[1..];
            let name = tag
                .split(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/')
                .next()
                .unwrap_or_default();
            structure.element(name);
            let content = after_tag(tag);
            if TEXT_ONLY.contains(&name) { to_the_end_of(name, content, &mut structure) } else { content }
        };
    }
    if !rest.is_empty() {
        structure.text();
    }
    structure
}

/// What follows the comment whose `<!` has been read.
fn after_comment(comment: &str) -> &str {
    let end = if comment.starts_with("--") { "-->" } else { ">" };
    comment.split_once(end).map_or("", |(_, rest)| rest)
}

/// What follows the tag: a `>` in a quoted value does not end it.
fn after_tag(tag: &str) -> &str {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (c, quote) {
            ('>', None) => return &tag[at + 1..],
            ('"' | '\'', None) => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
    }
    ""
}

fn to_the_end_of<'a>(name: &str, content: &'a str, structure: &mut Structure) -> &'a str {
    let end = content.find(&format!("</{name}")).unwrap_or(content.len());
    if end > 0 {
        structure.text();
    }
    &content[end..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What Leptos renders.
    const PAGE: &str =
        r#"<div class="a > b"><label>Name<input name="n" value=""></label><!><p>Hello &lt;you&gt;</p></div>"#;

    /// A structure, node by node: `t` is a text and `!` a comment.
    fn made_of(nodes: &[&str]) -> Structure {
        let mut structure = Structure::default();
        for node in nodes {
            match *node {
                "t" => structure.text(),
                "!" => structure.comment(),
                name => structure.element(name),
            }
        }
        structure
    }

    #[test]
    fn elements_texts_and_comments_are_read_in_document_order() {
        assert_eq!(of_html(PAGE), made_of(&["div", "label", "t", "input", "!", "p", "t"]));
        assert_eq!(of_html(""), made_of(&[]));
    }

    #[test]
    fn what_a_browser_reads_as_one_text_is_one() {
        assert_eq!(of_html("<noscript><p>No</p></noscript><b></b>"), made_of(&["noscript", "t", "b"]));
        assert_eq!(of_html("<textarea></textarea><!--a > b-->x"), made_of(&["textarea", "!", "t"]));
    }

    #[test]
    fn other_words_are_the_same_structure() {
        assert_eq!(of_html(PAGE), of_html(&PAGE.replace("Hello", "Bonjour")));
    }

    #[test]
    fn whatever_an_extension_adds_wraps_or_takes_away_is_another_structure() {
        let changed = [
            format!("<div></div>{PAGE}"),
            PAGE.replace("</label>", "<span></span></label>"),
            PAGE.replace("Hello &lt;you&gt;", "<font><font>Bonjour</font></font>"),
            PAGE.replace("<!>", ""),
            PAGE.replace("<!>", "<!><!>"),
            PAGE.replace("Name", ""),
            PAGE.replace("<p>", "<p><img>"),
        ];
        for html in changed {
            assert_ne!(of_html(&html), of_html(PAGE), "{html}");
        }
    }
}
