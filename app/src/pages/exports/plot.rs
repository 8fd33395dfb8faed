//! A chart as the spreadsheet itself draws it, so that it can be changed there. Its numbers stand in a sheet of their own:
//! beside the words of the table a spreadsheet would draw what is missing as zero.

use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType,
    ChartMarker, ChartMarkerType, ChartPoint, ChartSolidFill, ChartType, Color, Worksheet, XlsxError,
};

use super::{
    table::Cell,
    workbook::{Formats, column, put, row},
};

/// The colours of the nine cities, by their order in the notice.
const CITIES: [u32; 9] = [
    0x33_22_88, 0x2B_7F_B0, 0x23_87_7A, 0x11_77_33, 0x5D_66_00, 0xB5_7D_17, 0xC3_4D_5E, 0x88_22_55, 0xA0_3F_92,
];
/// Never colour alone: each city has its own mark too.
const MARKS: [ChartMarkerType; 9] = [
    ChartMarkerType::Circle,
    ChartMarkerType::Square,
    ChartMarkerType::Diamond,
    ChartMarkerType::Triangle,
    ChartMarkerType::X,
    ChartMarkerType::Star,
    ChartMarkerType::PlusSign,
    ChartMarkerType::ShortDash,
    ChartMarkerType::LongDash,
];
const PLAIN: u32 = 0x7E_8A_92;
const LIT: u32 = 0x14_55_8D;
const GHOST: u32 = 0xD3_DA_DE;
const INK: u32 = 0x14_1B_21;
const PAPER: u32 = 0xFF_FF_FF;
/// Of what is stacked: yes, no, no answer.
const STACK: [u32; 3] = [0x14_55_8D, 0xA9_B3_BA, 0xF1_F4_F6];

/// A spreadsheet writes a title of at most so many characters.
const TITLE: usize = 250;

/// Width and height of one chart, and of one among many, px; rows of a sheet are 20 px high.
const WHOLE: (u32, u32) = (860, 420);
const SMALL: (u32, u32) = (330, 240);

/// How a column of numbers is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// A bar a row; which are highlighted, and which are hollow.
    Bars {
        /// Highlighted.
        lit: Vec<bool>,
        /// Submitted, not yet accepted.
        open: Vec<bool>,
    },
    /// A city's line.
    Line {
        /// The city's place in the notice.
        order: usize,
        /// Highlighted.
        lit: bool,
    },
    /// The median's broken line.
    Median,
    /// A stroke a row.
    Targets,
    /// A part of a stacked bar.
    Stack {
        /// 0 yes, 1 no, 2 no answer.
        shade: usize,
    },
}

/// A column of numbers.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// Its name in the legend.
    pub name: String,
    /// How it is drawn.
    pub look: Look,
    /// A number for each row, or nothing.
    pub cells: Vec<Cell>,
}

/// A chart with its numbers.
pub(super) struct Plot {
    /// The name of the sheet of its numbers.
    pub sheet: &'static str,
    /// The finding.
    pub title: String,
    /// What it is, for screen readers.
    pub alt: String,
    /// Of the axis of values.
    pub unit: String,
    /// Of the numbers.
    pub decimals: u32,
    /// What the rows are.
    pub lead: &'static str,
    /// The names of the rows.
    pub rows: Vec<String>,
    /// The numbers.
    pub columns: Vec<Column>,
    /// The axis of values begins at zero.
    pub from_zero: bool,
    /// A small chart for each line, in place of one for all.
    pub each: bool,
}

fn colour(rgb: u32) -> Color {
    Color::RGB(rgb)
}

fn line(rgb: u32, width: f64) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_line(ChartLine::new().set_color(colour(rgb)).set_width(width));
    format
}

fn fill(rgb: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(colour(rgb)));
    format
}

fn mark(kind: ChartMarkerType, rgb: u32, size: u8) -> ChartMarker {
    let mut format = fill(rgb);
    format.set_border(ChartLine::new().set_color(colour(rgb)));
    let mut mark = ChartMarker::new();
    mark.set_type(kind).set_size(size).set_format(&mut format);
    mark
}

impl Plot {
    /// Writes the sheet of the numbers.
    pub(super) fn put(&self, sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
        sheet.set_name(self.sheet)?;
        put(sheet, (0, 0), &Cell::Text(self.lead.to_owned()), formats)?;
        for (i, name) in self.rows.iter().enumerate() {
            put(sheet, (row(i + 1)?, 0), &Cell::Text(name.clone()), formats)?;
        }
        for (i, drawn) in self.columns.iter().enumerate() {
            let at = column(i + 1)?;
            put(sheet, (0, at), &Cell::Text(drawn.name.clone()), formats)?;
            for (j, cell) in drawn.cells.iter().enumerate() {
                put(sheet, (row(j + 1)?, at), cell, formats)?;
            }
        }
        sheet.set_column_width(0, 18)?;
        Ok(())
    }

    /// Draws the charts on a sheet, from a row on.
    pub(super) fn draw(&self, sheet: &mut Worksheet, from: u32) -> Result<(), XlsxError> {
        if self.rows.is_empty() || self.columns.is_empty() {
            return Ok(());
        }
        if !self.each {
            sheet.insert_chart(from, 0, &self.chart(None)?)?;
            return Ok(());
        }
        let lines = self
            .columns
            .iter()
            .enumerate()
            .filter(|(_, c)| matches!(c.look, Look::Line { .. }));
        for (n, (i, _)) in lines.enumerate() {
            let (across, down) = (u32::try_from(n % 3).unwrap_or(0), u32::try_from(n / 3).unwrap_or(0));
            let chart = self.chart(Some(i))?;
            sheet.insert_chart_with_offset(from + down * (SMALL.1 / 20 + 1), 0, &chart, across * (SMALL.0 + 10), 0)?;
        }
        Ok(())
    }

    /// One chart of all, or the one in which one line stands out before the others.
    fn chart(&self, one: Option<usize>) -> Result<Chart, XlsxError> {
        let stacked = self.columns.iter().any(|c| matches!(c.look, Look::Stack { .. }));
        let bars = self.columns.iter().any(|c| matches!(c.look, Look::Bars { .. }));
        let kind = match (stacked, bars) {
            (true, _) => ChartType::ColumnStacked,
            (_, true) => ChartType::Column,
            _ => ChartType::Line,
        };
        let mut chart = Chart::new(kind);
        let mut over = Chart::new(ChartType::Line);
        let mut lines = false;
        for (i, drawn) in self.columns.iter().enumerate().filter(|(i, _)| one != Some(*i)) {
            match (bars, &drawn.look) {
                (true, Look::Median | Look::Targets) => {
                    lines = true;
                    self.series(&mut over, i, drawn, one.is_some())?;
                }
                _ => self.series(&mut chart, i, drawn, one.is_some())?,
            }
        }
        // What stands out is drawn last, over the others.
        if let Some((i, drawn)) = one.and_then(|i| Some((i, self.columns.get(i)?))) {
            self.series(&mut chart, i, drawn, false)?;
        }
        if lines {
            chart.combine(&over);
        }
        let (width, height) = if one.is_some() { SMALL } else { WHOLE };
        let name = one.and_then(|i| self.columns.get(i)).map(|c| c.name.clone());
        let finding = if self.title.chars().count() > TITLE {
            &self.alt
        } else {
            &self.title
        };
        let size = if name.is_some() { 10 } else { 11 };
        let title = name.unwrap_or_else(|| finding.clone());
        chart
            .title()
            .set_name(&title)
            .set_font(ChartFont::new().set_bold().set_size(size));
        let decimals = usize::try_from(self.decimals).unwrap_or(0);
        let format = match decimals {
            0 => "#,##0".to_owned(),
            n => format!("#,##0.{}", "0".repeat(n)),
        };
        chart.y_axis().set_name(&self.unit).set_num_format(format);
        if let Some((low, high)) = self.ends().filter(|_| !self.from_zero && !bars && !stacked) {
            chart.y_axis().set_min(low).set_max(high);
        }
        chart
            .y_axis()
            .set_major_gridlines_line(ChartLine::new().set_color(colour(0xE3_E8_EA)));
        // Below the axis also where values are negative.
        chart.x_axis().set_label_position(ChartAxisLabelPosition::Low);
        match one {
            Some(_) => chart.legend().set_hidden(),
            None => chart.legend().set_position(ChartLegendPosition::Bottom),
        };
        chart
            .set_width(width)
            .set_height(height)
            .set_alt_text(format!("{}\n{}", self.alt, self.title));
        Ok(chart)
    }

    /// Between which round values all numbers lie; none of equal ones.
    fn ends(&self) -> Option<(f64, f64)> {
        let numbers = self
            .columns
            .iter()
            .flat_map(|c| &c.cells)
            .filter_map(|cell| match cell {
                Cell::Figure(text) => text.parse::<f64>().ok(),
                _ => None,
            });
        let (low, high) = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), n| {
            (low.min(n), high.max(n))
        });
        let step = 10_f64.powf((high - low).log10().floor());
        let ends = ((low / step).floor() * step, (high / step).ceil() * step);
        (step.is_finite() && step > 0.0).then_some(ends)
    }

    fn series(&self, chart: &mut Chart, i: usize, drawn: &Column, ghost: bool) -> Result<(), XlsxError> {
        let (at, last) = (column(i + 1)?, row(self.rows.len())?);
        let series = chart.add_series();
        series
            .set_name((self.sheet, 0, at))
            .set_categories((self.sheet, 1, 0, last, 0))
            .set_values((self.sheet, 1, at, last, at));
        match &drawn.look {
            Look::Bars { lit, open } => {
                let point = |(lit, open): (&bool, &bool)| {
                    let rgb = if *lit { LIT } else { PLAIN };
                    let mut format = fill(if *open { PAPER } else { rgb });
                    format.set_border(ChartLine::new().set_color(colour(rgb)));
                    ChartPoint::new().set_format(&mut format)
                };
                let points: Vec<_> = lit.iter().zip(open).map(point).collect();
                series.set_format(&mut fill(PLAIN)).set_points(&points).set_gap(60);
                series.set_data_label(rust_xlsxwriter::ChartDataLabel::new().show_value());
            }
            Look::Line { .. } if ghost => {
                let mut none = ChartMarker::new();
                none.set_none();
                series.set_format(&mut line(GHOST, 1.0)).set_marker(&none);
            }
            Look::Line { order, lit } => {
                let (rgb, kind) = (CITIES[order % CITIES.len()], MARKS[order % MARKS.len()]);
                let width = if *lit { 3.5 } else { 1.75 };
                series.set_format(&mut line(rgb, width)).set_marker(&mark(kind, rgb, 6));
            }
            Look::Median => {
                let mut format = ChartFormat::new();
                let dashed = ChartLine::new()
                    .set_color(colour(INK))
                    .set_width(1.5)
                    .set_dash_type(ChartLineDashType::Dash)
                    .clone();
                format.set_line(&dashed);
                let mut none = ChartMarker::new();
                none.set_none();
                series.set_format(&mut format).set_marker(&none);
            }
            Look::Targets => {
                let mut format = ChartFormat::new();
                format.set_no_line();
                series
                    .set_format(&mut format)
                    .set_marker(&mark(ChartMarkerType::LongDash, INK, 12));
            }
            Look::Stack { shade } => {
                let mut format = fill(STACK[shade % STACK.len()]);
                format.set_border(ChartLine::new().set_color(colour(PLAIN)));
                series.set_format(&mut format).set_gap(60);
            }
        }
        Ok(())
    }
}
