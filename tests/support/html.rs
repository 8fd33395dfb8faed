//! Reads HTML as far as the tests look at it: elements with attributes and text. No browser's leniency: what is not
//! closed in order fails the test.

use std::collections::BTreeMap;

const VOID: [&str; 9] = ["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"];

/// An element.
#[derive(Clone, Debug, Default)]
pub struct Element {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    /// The elements within, in their order, as places in [`Page::all`] from the one after this to `end`.
    end: usize,
    /// Own text pieces with the place of the element before them.
    texts: Vec<(usize, String)>,
}

/// A page's elements in the order of their opening tags.
pub struct Page {
    all: Vec<Element>,
}

/// One element of a page.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    page: &'a Page,
    place: usize,
}

impl Page {
    /// Reads a document.
    #[must_use]
    pub fn read(source: &str) -> Page {
        let mut all: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let mut rest = source;
        let mut order = 0;
        while let Some(at) = rest.find('<') {
            let text = &rest[..at];
            if let (Some(top), false) = (open.last(), text.is_empty()) {
                order += 1;
                all[*top].texts.push((order, decode(text)));
            }
            rest = &rest[at..];
            if let Some(comment) = rest.strip_prefix("<!--") {
                rest = comment.split_once("-->").map_or("", |(_, r)| r);
                continue;
            }
            let Some(end) = tag_end(rest) else { break };
            let (tag, after) = (&rest[1..end], &rest[end + 1..]);
            rest = after;
            if tag.starts_with('!') {
                continue;
            }
            if let Some(name) = tag.strip_prefix('/') {
                let top = open.pop().unwrap_or_else(|| panic!("</{name}> closes nothing"));
                assert_eq!(all[top].name, name.trim(), "closed in order");
                all[top].end = all.len();
                continue;
            }
            let (name, attributes) = attributes(tag);
            let alone = tag.ends_with('/') || VOID.contains(&name.as_str());
            let raw = matches!(name.as_str(), "script" | "style");
            let place = all.len();
            all.push(Element {
                name: name.clone(),
                attributes,
                end: place + 1,
                texts: vec![],
            });
            if raw && !alone {
                rest = rest.split_once(&format!("</{name}>")).map_or("", |(_, r)| r);
            } else if !alone {
                open.push(place);
            }
        }
        for left in open {
            all[left].end = all.len();
        }
        Page { all }
    }

    /// Every element.
    pub fn elements(&self) -> impl Iterator<Item = Found<'_>> {
        (0..self.all.len()).map(|place| Found { page: self, place })
    }

    /// The first element that has an attribute of this value.
    #[must_use]
    pub fn find(&self, attribute: &str, value: &str) -> Option<Found<'_>> {
        self.elements().find(|e| e.attribute(attribute) == Some(value))
    }

    /// The first element of a name.
    #[must_use]
    pub fn find_tag(&self, name: &str) -> Option<Found<'_>> {
        self.elements().find(|e| e.name() == name)
    }

    /// The field of a form's name; the test fails where it is not there.
    #[track_caller]
    #[must_use]
    pub fn field(&self, name: &str) -> Found<'_> {
        self.find("name", name).unwrap_or_else(|| panic!("no field {name}"))
    }

    /// The value that a field shows: of radios and selects the chosen one.
    #[track_caller]
    #[must_use]
    pub fn value(&self, name: &str) -> String {
        let field = self.field(name);
        let own = |e: Found<'_>| e.attribute("value").unwrap_or_default().to_owned();
        match field.name() {
            "textarea" => {
                let text = field.text();
                text.strip_prefix('\n').unwrap_or(&text).to_owned()
            }
            "select" => field
                .within()
                .find(|o| o.attribute("selected").is_some())
                .map(own)
                .unwrap_or_default(),
            _ if field.attribute("type") == Some("radio") => self
                .elements()
                .find(|e| e.attribute("name") == Some(name) && e.attribute("checked").is_some())
                .map(own)
                .unwrap_or_default(),
            _ => own(field),
        }
    }

    /// Whether a field is marked as wrong.
    #[track_caller]
    #[must_use]
    pub fn invalid(&self, name: &str) -> bool {
        self.field(name).attribute("aria-invalid") == Some("true")
    }

    /// What describes a field: the texts of the elements that its `aria-describedby` names, each of which must be there.
    #[track_caller]
    #[must_use]
    pub fn described(&self, name: &str) -> String {
        let ids = self
            .field(name)
            .attribute("aria-describedby")
            .unwrap_or_default()
            .to_owned();
        let text = |id: &str| {
            let element = self
                .find("id", id)
                .unwrap_or_else(|| panic!("{name} is described by {id}, which is not there"));
            element.text()
        };
        ids.split_whitespace().map(text).collect::<Vec<_>>().join(" ")
    }

    /// Text of the whole body.
    #[must_use]
    pub fn text(&self) -> String {
        self.find_tag("body").map(Found::text).unwrap_or_default()
    }
}

impl<'a> Found<'a> {
    fn element(self) -> &'a Element {
        &self.page.all[self.place]
    }

    #[must_use]
    pub fn name(self) -> &'a str {
        &self.element().name
    }

    #[must_use]
    pub fn attribute(self, name: &str) -> Option<&'a str> {
        self.element().attributes.get(name).map(String::as_str)
    }

    /// The elements within.
    pub fn within(self) -> impl Iterator<Item = Found<'a>> {
        (self.place + 1..self.element().end).map(move |place| Found { page: self.page, place })
    }

    /// Text within, in order.
    #[must_use]
    pub fn text(self) -> String {
        let mut pieces: Vec<(usize, &str)> = Vec::new();
        for e in std::iter::once(self).chain(self.within()) {
            pieces.extend(e.element().texts.iter().map(|(at, t)| (*at, t.as_str())));
        }
        pieces.sort_by_key(|(at, _)| *at);
        pieces.into_iter().map(|(_, t)| t).collect::<Vec<_>>().join("")
    }
}

/// The place of the `>` that ends a tag, quotes aside.
fn tag_end(source: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in source.char_indices() {
        match (quote, c) {
            (None, '"' | '\'') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, '>') => return Some(at),
            _ => {}
        }
    }
    None
}

fn attributes(tag: &str) -> (String, BTreeMap<String, String>) {
    let tag = tag.trim_end_matches('/');
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut all = BTreeMap::new();
    loop {
        rest = rest.trim_start();
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let key = &rest[..end];
        if key.is_empty() {
            return (name.to_owned(), all);
        }
        rest = &rest[end..];
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            (value, rest) = match quote {
                Some(q) => after[1..].split_once(q).unwrap_or((&after[1..], "")),
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
        }
        all.insert(key.to_owned(), decode(value));
    }
}

fn decode(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((entity, after)) = rest[1..].split_once(';').filter(|(e, _)| e.len() < 8) else {
            out.push('&');
            rest = &rest[1..];
            continue;
        };
        let number = entity.strip_prefix("#x").map(|n| u32::from_str_radix(n, 16));
        let number = number.or_else(|| entity.strip_prefix('#').map(str::parse));
        out.push(match (entity, number) {
            ("lt", _) => '<',
            ("gt", _) => '>',
            ("amp", _) => '&',
            ("quot", _) => '"',
            ("nbsp", _) => '\u{a0}',
            (_, Some(Ok(n))) => char::from_u32(n).unwrap(),
            _ => panic!("&{entity};"),
        });
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read() {
        let page = Page::read(
            "<!DOCTYPE html><html><body><!-- x --><p id=\"a\" title='1 > 0'>one <b>two</b><!> three &lt;&#x27;</p>\
             <input name=\"n\" aria-describedby=\"a\" aria-invalid=\"true\" value=\"&quot;7\" disabled>\
             <select name=s><option value=1>x</option><option value=2 selected>y</option></select></body></html>",
        );
        assert_eq!(page.described("n"), "one two three <'");
        assert_eq!((page.value("n").as_str(), page.value("s").as_str()), ("\"7", "2"));
        assert!(page.invalid("n") && page.field("n").attribute("disabled").is_some());
        assert_eq!(page.find("id", "a").unwrap().attribute("title"), Some("1 > 0"));
    }
}
