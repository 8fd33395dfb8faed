//! One sheet of a workbook as spreadsheets open it: its heading stays in sight and filters, days are days, numbers are
//! numbers, and what somebody wrote is text whatever it begins with.

use jiff::civil::Date;
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use super::table::Cell;

/// The media type of a workbook.
pub(super) const MEDIA_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Narrowest and widest column, in characters of a Latin digit's width.
const WIDTHS: (usize, usize) = (8, 44);
/// How much wider a heading is for the button that filters.
const BUTTON: usize = 3;

/// What a sheet holds.
pub(super) struct Sheet {
    /// Its name, at most 31 characters.
    pub title: &'static str,
    /// What stands above the heading, a line each.
    pub lines: Vec<String>,
    /// The headings of its columns.
    pub heads: Vec<&'static str>,
    /// A value a column each.
    pub records: Vec<Vec<Cell>>,
    /// When it was made.
    pub made_on: Date,
}

/// The formats of a sheet's cells.
struct Formats {
    head: Format,
    text: Format,
    /// Of what a spreadsheet would take for a formula once somebody edits the cell.
    quoted: Format,
    day: Format,
    number: Format,
}

impl Formats {
    fn new() -> Self {
        let top = || Format::new().set_align(FormatAlign::Top);
        Formats {
            head: top()
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(0xE8_EC_F1))
                .set_border_bottom(FormatBorder::Thin),
            text: top(),
            quoted: top().set_quote_prefix(),
            day: top().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left),
            number: top(),
        }
    }
}

impl Sheet {
    /// The file.
    ///
    /// # Errors
    /// What no workbook can hold: a text of more than 32,767 characters, more than a million records.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, XlsxError> {
        let (mut book, formats) = (Workbook::new(), Formats::new());
        let made = DocProperties::new().set_title(self.title);
        book.set_properties(&made.set_creation_datetime(&day(self.made_on)?));
        let sheet = book.add_worksheet();
        sheet.set_name(self.title)?;
        let (head, mut last) = (row(self.lines.len())?, row(self.lines.len())?);
        for (i, line) in self.lines.iter().enumerate() {
            sheet.write_string_with_format(row(i)?, 0, line, &formats.text)?;
        }
        for (i, (name, width)) in self.heads.iter().zip(self.widths()).enumerate() {
            sheet.write_string_with_format(head, column(i)?, *name, &formats.head)?;
            sheet.set_column_width(column(i)?, f64::from(u32::try_from(width).unwrap_or(0)))?;
        }
        for record in &self.records {
            last += 1;
            for (i, cell) in record.iter().enumerate() {
                let at = column(i)?;
                match cell {
                    Cell::None => continue,
                    Cell::Text(text) | Cell::Named(_, text) => {
                        let format = match text.starts_with(['=', '+', '-', '@']) {
                            true => &formats.quoted,
                            false => &formats.text,
                        };
                        sheet.write_string_with_format(last, at, text, format)?
                    }
                    Cell::Figure(text) => match text.parse::<f64>() {
                        Ok(n) => sheet.write_number_with_format(last, at, n, &formats.number)?,
                        Err(_) => sheet.write_string_with_format(last, at, text, &formats.text)?,
                    },
                    Cell::Number(n) => sheet.write_number_with_format(last, at, *n as f64, &formats.number)?,
                    Cell::Day(date) => sheet.write_datetime_with_format(last, at, day(*date)?, &formats.day)?,
                };
            }
        }
        let end = column(self.heads.len().saturating_sub(1))?;
        sheet.autofilter(head, 0, last, end)?;
        sheet.set_freeze_panes(head + 1, 1)?;
        sheet.set_landscape().set_paper_size(A4).set_repeat_rows(head, head)?;
        book.save_to_buffer()
    }

    /// How wide each column is: as its widest value, within [`WIDTHS`].
    fn widths(&self) -> Vec<usize> {
        let (least, most) = WIDTHS;
        let of = |i: usize, head: &str| {
            let cells = self.records.iter().filter_map(|r| r.get(i));
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

/// Of what width a text is: Chinese characters are as wide as two digits.
fn wide(text: &str) -> usize {
    text.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum()
}

fn row(n: usize) -> Result<u32, XlsxError> {
    u32::try_from(n).map_err(|_| XlsxError::RowColumnLimitError)
}

fn column(n: usize) -> Result<u16, XlsxError> {
    u16::try_from(n).map_err(|_| XlsxError::RowColumnLimitError)
}

fn day(day: Date) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(day.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, day.month().unsigned_abs(), day.day().unsigned_abs())
}
