//! The sheets of a workbook as spreadsheets open them: a table's heading stays in sight and filters, days are days, numbers
//! are numbers with the decimals they have, what somebody wrote is text whatever it begins with; and beside the table what
//! explains it.

use jiff::civil::Date;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::table::Cell;

/// The media type of a workbook.
pub(super) const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Narrowest and widest column, in characters of a Latin digit's width.
const WIDTHS: (usize, usize) = (8, 44);
/// How much wider a heading is for the button that filters.
const BUTTON: usize = 3;

/// The most digits that a spreadsheet's number keeps; a longer one stays a text, so that nothing of it is lost.
const DIGITS: usize = 15;

/// The widths of a sheet that explains, in the same.
const LABEL: usize = 28;
const TEXT: usize = 100;

/// How high a line of text is, points.
const LINE: f64 = 16.0;

/// What a sheet holds.
#[derive(Default)]
pub(super) struct Sheet {
    /// Its name, at most 31 characters.
    pub title: &'static str,
    /// What stands above the heading, a line each.
    pub lines: Vec<String>,
    /// The headings of its columns.
    pub heads: Vec<String>,
    /// A value a column each.
    pub records: Vec<Vec<Cell>>,
    /// What stands below the records and is not filtered with them.
    pub foot: Vec<Vec<Cell>>,
    /// What stands above the heading is folded to the table's width, and the sheet printed on one page's width.
    pub folded: bool,
    /// When it was made.
    pub made_on: Date,
}

/// A sheet that explains another: what is said of what, a line each.
pub(super) struct Notes {
    /// Its name, at most 31 characters.
    pub title: &'static str,
    /// Of what, and what.
    pub rows: Vec<(String, String)>,
}

/// The formats of a workbook's cells.
pub(super) struct Formats {
    head: Format,
    text: Format,
    wrapped: Format,
    strong: Format,
    /// Of what a spreadsheet would take for a formula once somebody edits the cell.
    quoted: Format,
    day: Format,
    /// Counts, then numbers by their decimals.
    count: Format,
    numbers: Vec<Format>,
}

impl Formats {
    pub(super) fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        let with = |n: usize| {
            let decimals = if n == 0 {
                String::new()
            } else {
                format!(".{}", "0".repeat(n))
            };
            top().set_num_format(format!("#,##0{decimals}"))
        };
        Formats {
            head: top()
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(0xE8_EC_F1))
                .set_border_bottom(FormatBorder::Thin),
            text: top(),
            wrapped: top().set_text_wrap(),
            strong: top().set_bold(),
            quoted: top().set_quote_prefix(),
            day: top().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            count: top(),
            numbers: (0..=DIGITS).map(with).collect(),
        }
    }

    fn text(&self, text: &str) -> &Format {
        match text.starts_with(['=', '+', '-', '@']) {
            true => &self.quoted,
            false => &self.text,
        }
    }

    /// The format of a number by its decimals, as it is written; none of what a spreadsheet could not keep.
    fn number(&self, text: &str) -> Option<(f64, &Format)> {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let number = text.parse::<f64>().ok().filter(|_| digits <= DIGITS)?;
        let decimals = text.split_once('.').map_or(0, |(_, after)| after.len());
        Some((number, self.numbers.get(decimals)?))
    }
}

/// Writes a value.
pub(super) fn put(sheet: &mut Worksheet, at: (u32, u16), cell: &Cell, formats: &Formats) -> Result<(), XlsxError> {
    let (row, column) = at;
    match cell {
        Cell::None => return Ok(()),
        Cell::Text(text) | Cell::Named(_, text) => {
            sheet.write_string_with_format(row, column, text, formats.text(text))?
        }
        Cell::Figure(text) => match formats.number(text) {
            Some((n, format)) => sheet.write_number_with_format(row, column, n, format)?,
            None => sheet.write_string_with_format(row, column, text, formats.text(text))?,
        },
        Cell::Number(n) => sheet.write_number_with_format(row, column, *n as f64, &formats.count)?,
        Cell::Day(date) => sheet.write_datetime_with_format(row, column, day(*date)?, &formats.day)?,
    };
    Ok(())
}

/// A new workbook, with what it is.
pub(super) fn workbook(title: &str, made_on: Date) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    let made = DocProperties::new().set_title(title);
    book.set_properties(&made.set_creation_datetime(&day(made_on)?));
    Ok(book)
}

impl Notes {
    /// Writes the sheet: what is long is folded.
    pub(super) fn put(&self, sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        sheet.set_name(self.title)?;
        sheet
            .set_column_width(0, LABEL as f64)?
            .set_column_width(1, TEXT as f64)?;
        for (i, (of, what)) in self.rows.iter().enumerate() {
            sheet.write_string_with_format(row(i)?, 0, of, &formats.strong)?;
            sheet.write_string_with_format(row(i)?, 1, what, &formats.wrapped)?;
            let lines = what
                .lines()
                .map(|line| folds(line, TEXT))
                .sum::<u32>()
                .max(folds(of, LABEL));
            sheet.set_row_height(row(i)?, LINE * f64::from(lines))?;
        }
        sheet.set_landscape().set_paper_size(A4).set_print_fit_to_pages(1, 0);
        Ok(())
    }
}

impl Sheet {
    /// The file of this sheet alone, or with notes behind it.
    ///
    /// # Errors
    /// What no workbook can hold: a text of more than 32,767 characters, more than a million records.
    pub(super) fn bytes(&self, notes: Option<&Notes>) -> Result<Vec<u8>, XlsxError> {
        let (mut book, formats) = (workbook(self.title, self.made_on)?, Formats::new());
        self.put(book.add_worksheet(), &formats)?;
        if let Some(notes) = notes {
            notes.put(book.add_worksheet(), &formats)?;
        }
        book.save_to_buffer()
    }

    /// Writes the sheet, and says which row is free below it.
    ///
    /// # Errors
    /// As [`Sheet::bytes`].
    pub(super) fn put(&self, sheet: &mut Worksheet, formats: &Formats) -> Result<u32, XlsxError> {
        sheet.set_name(self.title)?;
        let (head, mut last) = (row(self.lines.len())?, row(self.lines.len())?);
        let end = column(self.heads.len().saturating_sub(1))?;
        let width: usize = self.widths().iter().sum();
        for (i, line) in self.lines.iter().enumerate() {
            if self.folded && end > 0 {
                sheet.merge_range(row(i)?, 0, row(i)?, end, line, &formats.wrapped)?;
                sheet.set_row_height(row(i)?, LINE * f64::from(folds(line, width)))?;
            } else {
                sheet.write_string_with_format(row(i)?, 0, line, &formats.text)?;
            }
        }
        for (i, (name, width)) in self.heads.iter().zip(self.widths()).enumerate() {
            sheet.write_string_with_format(head, column(i)?, name, &formats.head)?;
            sheet.set_column_width(column(i)?, f64::from(u32::try_from(width).unwrap_or(0)))?;
        }
        if self.folded {
            let lines = self
                .heads
                .iter()
                .zip(self.widths())
                .map(|(head, width)| folds(head, width));
            sheet.set_row_height(head, LINE * f64::from(lines.max().unwrap_or(1)))?;
        }
        for record in &self.records {
            last += 1;
            for (i, cell) in record.iter().enumerate() {
                put(sheet, (last, column(i)?), cell, formats)?;
            }
        }
        sheet.autofilter(head, 0, last, end)?;
        for record in &self.foot {
            last += 1;
            for (i, cell) in record.iter().enumerate() {
                put(sheet, (last, column(i)?), cell, formats)?;
            }
        }
        sheet.set_freeze_panes(head + 1, 1)?;
        sheet.set_landscape().set_paper_size(A4).set_repeat_rows(head, head)?;
        if self.folded {
            sheet.set_print_fit_to_pages(1, 1);
        }
        Ok(last + 1)
    }

    /// How wide each column is: as its widest value, within [`WIDTHS`].
    fn widths(&self) -> Vec<usize> {
        let (least, most) = WIDTHS;
        let of = |i: usize, head: &str| {
            let cells = self.records.iter().chain(&self.foot).filter_map(|r| r.get(i));
            let widest = cells.map(|cell| match cell {
                Cell::None => 0,
                Cell::Text(text) | Cell::Named(_, text) => text.lines().map(wide).max().unwrap_or(0),
                Cell::Figure(text) => text.len(),
                Cell::Number(n) => n.to_string().len(),
                Cell::Day(_) => "2026-07-08".len(),
            });
            let widest = widest.max().unwrap_or(0) + 1;
            widest.max(wide(head).min(most / 2) + BUTTON).clamp(least, most)
        };
        self.heads.iter().enumerate().map(|(i, head)| of(i, head)).collect()
    }
}

/// The paper of offices, as workbooks number it.
const A4: u8 = 9;

/// How many lines a text takes in a column of this width; one is full a little earlier than counted.
fn folds(text: &str, width: usize) -> u32 {
    let lines = (wide(text) + wide(text) / 10).div_ceil(width.max(1));
    u32::try_from(lines).unwrap_or(1).max(1)
}

/// Of what width a text is: Chinese characters are as wide as two digits.
fn wide(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}

pub(super) fn row(n: usize) -> Result<u32, XlsxError> {
    u32::try_from(n).map_err(|_| XlsxError::RowColumnLimitError)
}

pub(super) fn column(n: usize) -> Result<u16, XlsxError> {
    u16::try_from(n).map_err(|_| XlsxError::RowColumnLimitError)
}

fn day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())
}
