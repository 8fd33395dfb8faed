//! Cells copied from a spreadsheet, and the fields of a report that they fall on. A block runs down from the field it
//! is pasted into, one line of the form a row; rows that name their item by code or name go to that item instead.
//! Nothing is written here: the plan says of every cell what would become of it.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::{
    check::{Context, Problem, check},
    entry::{Field, Typed},
    indicator::{Definition, Way},
    number,
};

/// Most rows of a block that are looked at.
const ROWS_MAX: usize = 500;
/// Most rows above the figures that are taken for headings.
const HEADINGS_MAX: usize = 3;
/// Fewest filled cells in a row for it to be the fields of a `district_gap`.
const GAP_MIN: usize = 3;

const GAP: [Field; 7] = [
    Field::HighName,
    Field::HighNumerator,
    Field::HighDenominator,
    Field::LowName,
    Field::LowNumerator,
    Field::LowDenominator,
    Field::Districts,
];

/// What would become of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its text goes into the field; with the number understood, where that reads differently.
    Fits(Option<Decimal>),
    /// The field cannot take it; what stands in the field stays.
    Wrong(Problem),
    /// The field is closed.
    Closed,
    /// A heading above the figures.
    Heading,
    /// No field of the form is there for it.
    NoField,
    /// An item that takes no single number: the column runs on below it.
    PassedOver,
}

/// A cell with its place in the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Row of the block, from 1.
    pub row: usize,
    /// The text that goes into the field; of `yes_no` its `yes` or `no`.
    pub text: String,
    /// Code of the item, where it falls on one.
    pub item: Option<String>,
    /// The field, where it falls on one.
    pub field: Option<Field>,
    /// What would become of it.
    pub fate: Fate,
}

/// A line of the form, in the form's order.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The item.
    pub definition: &'a Definition,
    /// False where it is closed for typing.
    pub open: bool,
}

/// The cells of a copied block by row, as spreadsheets put them on the clipboard: tabs between cells, any line ends,
/// quotes around what holds them. Blanks around a cell and empty rows at the end are left out.
#[must_use]
pub fn cells(text: &str) -> Vec<Vec<String>> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut rows = vec![vec![]];
    let mut rest = text.as_str();
    loop {
        let (cell, after) = one_cell(rest);
        let blank = |c: char| c.is_whitespace() || c == '\u{feff}';
        if let Some(row) = rows.last_mut() {
            row.push(cell.trim_matches(blank).to_owned());
        }
        match after.chars().next() {
            Some('\t') => {}
            Some(_) => rows.push(vec![]),
            None => break,
        }
        rest = &after[1..];
    }
    while rows.last().is_some_and(|row| row.iter().all(String::is_empty)) {
        rows.pop();
    }
    rows.truncate(ROWS_MAX);
    rows
}

/// The first cell, and the rest from the tab or line end behind it.
fn one_cell(text: &str) -> (String, &str) {
    if let Some(quoted) = text.strip_prefix('"')
        && let Some(end) = closing_quote(quoted)
    {
        let after = &quoted[end + 1..];
        if after.is_empty() || after.starts_with(['\t', '\n']) {
            return (quoted[..end].replace("\"\"", "\""), after);
        }
    }
    let end = text.find(['\t', '\n']).unwrap_or(text.len());
    (text[..end].to_owned(), &text[end..])
}

/// Where the quote closes; a doubled one is a quote in the text.
fn closing_quote(text: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find('"')?;
        if !text[at + 1..].starts_with('"') {
            return Some(at);
        }
        from = at + 2;
    }
}

/// What becomes of each filled cell of a block that is pasted into `field` of the item at place `start`.
#[must_use]
pub fn plan(block: &[Vec<String>], lines: &[Line], start: usize, field: Field, today: Date) -> Vec<Cell> {
    let named: Vec<Option<(usize, usize)>> = block.iter().map(|row| label(row, lines)).collect();
    let by_name = named.iter().any(Option::is_some);
    let headings = match named.iter().position(Option::is_some) {
        Some(first) => first,
        None => block
            .iter()
            .take(HEADINGS_MAX.min(block.len().saturating_sub(1)))
            .take_while(|row| is_heading(row))
            .count(),
    };
    let mut plan = Plan { today, cells: vec![] };
    let from = lines.get(start).and_then(|l| column(l.definition, field)).unwrap_or(0);
    let mut at = start;
    for (i, row) in block.iter().enumerate() {
        let number = i + 1;
        let filled: Vec<(usize, &String)> = row.iter().enumerate().filter(|(_, c)| !c.is_empty()).collect();
        if i < headings {
            plan.all(number, &filled, &Fate::Heading);
        } else if by_name {
            match named[i].and_then(|(line, cell)| Some((lines.get(line)?, cell))) {
                Some((line, cell)) => plan.named(number, &row[cell + 1..], *line),
                None => plan.all(number, &filled, &Fate::NoField),
            }
        } else if filled.is_empty() {
            at += 1;
        } else {
            while lines.get(at).is_some_and(|l| !takes(l.definition, &filled, from)) {
                plan.passed_over(number, lines[at].definition);
                at += 1;
            }
            match lines.get(at) {
                Some(line) => plan.line(number, &filled, *line, from),
                None => plan.all(number, &filled, &Fate::NoField),
            }
            at += 1;
        }
    }
    // What was passed over before the block ended without a cell behind it says nothing.
    while plan.cells.last().is_some_and(|c| c.fate == Fate::PassedOver) {
        plan.cells.pop();
    }
    plan.cells
}

/// The line that a row names, and in which of its cells.
fn label(row: &[String], lines: &[Line]) -> Option<(usize, usize)> {
    let cell_of = |d: &Definition| row.iter().position(|cell| names(d, cell));
    let found = |(i, line): (usize, &Line)| Some((i, cell_of(line.definition)?));
    lines.iter().enumerate().find_map(found)
}

fn names(d: &Definition, cell: &str) -> bool {
    cell.eq_ignore_ascii_case(&d.code) || cell == d.name.zh || cell.eq_ignore_ascii_case(&d.name.en)
}

/// Words without a figure.
fn is_heading(row: &[String]) -> bool {
    let figure = |c: &String| c.chars().any(|c| number::narrow(c).is_ascii_digit()) && !c.contains(['年', '月', 'Q']);
    let filled = row.iter().any(|c| !c.is_empty());
    filled && !row.iter().any(|c| figure(c) || answer(c).is_some())
}

/// `yes` or `no` of a cell that says so.
fn answer(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "是" | "有" | "yes" | "y" | "true" | "√" | "✓" => Some("yes"),
        "否" | "无" | "no" | "n" | "false" | "×" => Some("no"),
        _ => None,
    }
}

/// The fields of an item from left to right.
fn fields(d: &Definition) -> &'static [Field] {
    match d.way {
        Way::Ratio | Way::Average if d.denominator_base.is_some() => &[Field::Numerator],
        Way::Ratio | Way::Average => &[Field::Numerator, Field::Denominator],
        Way::Value | Way::YesNo => &[Field::Value],
        Way::MeanN => &[Field::Value, Field::N],
        Way::DistrictGap => &GAP,
    }
}

fn column(d: &Definition, field: Field) -> Option<usize> {
    fields(d).iter().position(|f| *f == field)
}

/// True for an item whose one field stands in the place of both columns.
fn is_wide(d: &Definition) -> bool {
    matches!(d.way, Way::Value | Way::YesNo)
}

/// Whether a row falls on an item, rather than on one further down.
fn takes(d: &Definition, filled: &[(usize, &String)], from: usize) -> bool {
    match d.way {
        Way::YesNo => filled.iter().any(|(_, c)| answer(c).is_some()),
        Way::DistrictGap => filled.len() >= GAP_MIN || from > 1,
        _ => is_wide(d) || fields(d).len() > from,
    }
}

struct Plan {
    today: Date,
    cells: Vec<Cell>,
}

impl Plan {
    fn all(&mut self, row: usize, filled: &[(usize, &String)], fate: &Fate) {
        for (_, text) in filled {
            self.cells.push(Cell {
                row,
                text: (*text).clone(),
                item: None,
                field: None,
                fate: fate.clone(),
            });
        }
    }

    fn passed_over(&mut self, row: usize, d: &Definition) {
        self.cells.push(Cell {
            row,
            text: String::new(),
            item: Some(d.code.clone()),
            field: None,
            fate: Fate::PassedOver,
        });
    }

    /// The cells behind an item's name; its other names and its unit among them are no figures.
    fn named(&mut self, row: usize, cells: &[String], line: Line) {
        let d = line.definition;
        let cells = cells.iter().skip_while(|c| names(d, c) || **c == d.unit);
        let filled: Vec<_> = cells.enumerate().filter(|(_, c)| !c.is_empty()).collect();
        self.line(row, &filled, line, 0);
    }

    fn line(&mut self, row: usize, filled: &[(usize, &String)], line: Line, from: usize) {
        let d = line.definition;
        let first = filled.first().map(|(i, _)| *i);
        for (i, text) in filled {
            let field = match is_wide(d) {
                true => (Some(*i) == first).then_some(Field::Value),
                false => fields(d).get(from + i).copied(),
            };
            let (text, fate) = match field {
                None => ((*text).clone(), Fate::NoField),
                Some(_) if !line.open => ((*text).clone(), Fate::Closed),
                Some(field) => judge(d, field, text, self.today),
            };
            let item = Some(d.code.clone());
            self.cells.push(Cell {
                row,
                text,
                item,
                field,
                fate,
            });
        }
    }
}

/// A text in a field by itself: what can be read stays, also where the row then says that it is too large or does not
/// fit the others.
fn judge(d: &Definition, field: Field, text: &str, today: Date) -> (String, Fate) {
    let text = match d.way {
        Way::YesNo => answer(text).unwrap_or(text),
        _ => text,
    };
    let typed = Typed([(field, text.to_owned())].into());
    let cx = Context {
        definition: d,
        base: None,
        base_wrong: false,
        previous: None,
        today,
    };
    let checked = check(&typed, &cx);
    let own = |p: &Problem| {
        matches!(
            p,
            Problem::NotANumber
                | Problem::PercentInCount
                | Problem::TooLarge
                | Problem::Negative
                | Problem::TooManyDecimals { .. }
                | Problem::TooLong { .. }
                | Problem::NotYesNo
        )
    };
    let wrong = checked.errors.iter().find(|(f, p)| *f == field && own(p));
    let fate = match wrong {
        Some((_, problem)) => Fate::Wrong(*problem),
        None => Fate::Fits(checked.understood.get(&field).copied()),
    };
    (text.to_owned(), fate)
}

/// The number of a plain cell, for showing it grouped; none where it is none.
#[must_use]
pub fn shown(text: &str, unit: &str) -> Option<String> {
    number::parse(text, unit).ok().map(|u| number::group(u.value))
}

#[cfg(test)]
mod tests;
