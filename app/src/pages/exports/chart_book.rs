//! `/exports/comparison.xlsx`: what a chart shows as a workbook: the page's table with real numbers, the same chart drawn by
//! the spreadsheet, and what the numbers mean and where they come from.

use axum::{Extension, extract::State, response::Response};
use domain::{
    Decimal,
    city::{City, cities},
    compare::place_of,
    indicator::Way,
    number::{canonical, round},
    period::Period,
};
use storage::facts::{NinePeriod, Status};

use super::{
    asked_chart, definitions, file_name,
    plot::{Column, Look, Plot},
    refuse_fields, shown_value,
    table::{Cell, workbook_file},
    workbook::{Formats, Notes, Sheet as Page, workbook},
};
use crate::{
    comparison::{
        change,
        chart::Chart,
        peers,
        shape::Shape,
        sheet::{Sheet, Told, background, over_time, told},
        table::basis,
        target,
    },
    visit::{App, Visit},
};

/// The file.
pub async fn comparison(State(app): State<App>, Extension(visit): Extension<Visit>) -> Response {
    let (sheet, shape) = match asked_chart(&visit, &app).await {
        Ok(asked) => asked,
        Err(refused) => return *refused,
    };
    if sheet.now().is_none() {
        return refuse_fields(&vec![("period", sheet.t.bad_period())]);
    }
    let name = format!("comparison-{}", shape.name());
    let name = file_name(&visit, &name, Some(&sheet.d.code), sheet.now().map(|(p, _)| p.period));
    let book = Book::of(&visit, &sheet, shape);
    workbook_file(&visit, &name, move || book.bytes()).await
}

/// The workbook before it is written.
struct Book {
    page: Page,
    plot: Plot,
    notes: Notes,
}

impl Book {
    fn of(visit: &Visit, sheet: &Sheet, shape: Shape) -> Self {
        let (t, chart) = (sheet.t, Chart::of(sheet, shape));
        let over_time = shape.is_over_time();
        let (heads, records, foot) = if over_time { wide(sheet) } else { tall(sheet) };
        let mark = sheet.demo.then(|| t.demo_mark().to_owned());
        let said = [chart.heading.clone(), chart.take.clone(), chart.source.clone()];
        let page = Page {
            title: t.sheet_numbers(),
            lines: said.into_iter().chain(mark.clone()).collect(),
            heads,
            records,
            foot,
            folded: true,
            made_on: visit.today(),
        };
        let (rows, columns) = match (sheet.d.way, over_time) {
            (Way::YesNo, _) => answers(sheet, over_time),
            (_, true) => lines(sheet),
            (_, false) => bars(sheet),
        };
        let plot = Plot {
            sheet: t.sheet_drawn(),
            title: mark.map_or_else(|| chart.take.clone(), |mark| t.in_brackets(&chart.take, mark)),
            alt: chart.heading.clone(),
            unit: t.unit_name(&sheet.d.unit).to_owned(),
            decimals: if sheet.d.way == Way::YesNo { 0 } else { sheet.d.decimals },
            lead: if over_time { t.period() } else { t.city() },
            rows,
            columns,
            from_zero: sheet.d.way == Way::Value,
            each: shape == Shape::SmallMultiples && sheet.d.way != Way::YesNo,
        };
        let notes = definitions::of_chart(visit, sheet, shape, &chart);
        Book { page, plot, notes }
    }

    fn bytes(&self) -> Result<Vec<u8>, rust_xlsxwriter::XlsxError> {
        let (mut book, formats) = (workbook(&self.plot.alt, self.page.made_on)?, Formats::new());
        let free = self.page.put(book.add_worksheet(), &formats)?;
        self.notes.put(book.add_worksheet(), &formats)?;
        self.plot.put(book.add_worksheet(), &formats)?;
        self.plot.draw(book.worksheet_from_index(0)?, free + 1)?;
        book.save_to_buffer()
    }
}

type Table = (Vec<String>, Vec<Vec<Cell>>, Vec<Vec<Cell>>);

/// A figure where there is one, rounded as it is shown; else the word for what stands in its place.
fn figure(sheet: &Sheet, p: &NinePeriod, city: &City) -> Cell {
    let number = p.of(city).map(|o| shown_value(sheet.d, o)).unwrap_or_default();
    match number.parse::<Decimal>() {
        Ok(_) => Cell::Figure(number),
        Err(_) => Cell::Text(sheet.shown(p, &city.slug)),
    }
}

/// Median and range below a table.
fn foot(sheet: &Sheet, of: &[Told]) -> Vec<Vec<Cell>> {
    let t = sheet.t;
    if sheet.d.way == Way::YesNo {
        return Vec::new();
    }
    let row = |name: &str, of: Vec<Option<Decimal>>| {
        let cell = |v: Option<Decimal>| v.map_or(Cell::None, |v| Cell::Figure(canonical(round(v, sheet.d.decimals))));
        [Cell::Text(name.to_owned())]
            .into_iter()
            .chain(of.into_iter().map(cell))
            .collect()
    };
    let range = |end| t.in_brackets(peers::range_label(sheet), end);
    vec![
        row(&peers::median_label(sheet), of.iter().map(|told| told.0).collect()),
        row(&range(t.least()), of.iter().map(|told| told.1.map(|r| r.0)).collect()),
        row(
            &range(t.greatest()),
            of.iter().map(|told| told.1.map(|r| r.1)).collect(),
        ),
    ]
}

/// A heading with its unit.
fn with_unit(sheet: &Sheet, name: &str, unit: &str) -> String {
    match sheet.d.way {
        Way::YesNo => name.to_owned(),
        _ => sheet.t.in_brackets(name, sheet.t.unit_name(unit)),
    }
}

/// The chosen period: a city a row, a column for each thing that is told of some.
fn tall(sheet: &Sheet) -> Table {
    let (t, order) = (sheet.t, sheet.order());
    let Some((p, sight)) = sheet.now() else {
        return Table::default();
    };
    let ranked = sheet.ranked(p, sight);
    let told_of = |c: &City| p.of(c);
    let text = |text: String| if text.is_empty() { Cell::None } else { Cell::Text(text) };
    let mut columns: Vec<(String, Vec<Cell>)> = Vec::new();
    let mut add = |head: String, cell: &dyn Fn(&City) -> Cell| {
        let cells: Vec<_> = order.iter().map(|c| cell(c)).collect();
        // The figures stand there even where there are none yet.
        if columns.len() < 2 || cells.iter().any(|c| *c != Cell::None) {
            columns.push((head, cells));
        }
    };
    add(t.city().to_owned(), &|c| Cell::Text(c.short(t.lang()).to_owned()));
    add(with_unit(sheet, t.value_heading(), &sheet.d.unit), &|c| {
        figure(sheet, p, c)
    });
    add(t.place().to_owned(), &|c| match place_of(&ranked, &c.slug) {
        Some(r) if !r.shared => Cell::Number(i64::try_from(r.place).unwrap_or(i64::MAX)),
        Some(r) => Cell::Text(r.shown()),
        None => Cell::None,
    });
    add(t.state_heading().to_owned(), &|c| match told_of(c).map(|o| o.status) {
        Some(Status::Submitted) => Cell::Text(t.waits_for_review().to_owned()),
        _ => Cell::None,
    });
    add(t.basis_heading().to_owned(), &|c| {
        text(told_of(c).map(|o| basis(sheet, &o.entry)).unwrap_or_default())
    });
    add(t.held_heading().to_owned(), &|c| {
        p.months
            .get(&c.slug)
            .map_or(Cell::None, |m| Cell::Text(t.of_nine(m.held, m.expected)))
    });
    add(
        with_unit(sheet, t.target(), &sheet.counted().unit),
        &|c| match target::in_file(sheet, c, p.period).as_str() {
            "" => Cell::None,
            "yes" => Cell::Text(t.yes().to_owned()),
            "no" => Cell::Text(t.no().to_owned()),
            number => Cell::Figure(number.to_owned()),
        },
    );
    add(t.in_brackets(t.attainment(), "%"), &|c| {
        let reached = p.reached.get(&c.slug).and_then(|r| r.score);
        reached.map_or(Cell::None, |s| Cell::Figure(canonical(round(s.attainment, 1))))
    });
    if let Some(base) = change::base(sheet) {
        let (heading, small) = change::heading(sheet, base);
        let heading = if small.is_empty() {
            heading.to_owned()
        } else {
            t.in_brackets(heading, small)
        };
        add(heading, &|c| match change::base_in_file(sheet, c, p).as_str() {
            "" => Cell::None,
            number => Cell::Figure(number.to_owned()),
        });
    }
    add(t.corrected_heading().to_owned(), &|c| match told_of(c) {
        Some(o) if o.corrected => Cell::Text(t.yes().to_owned()),
        _ => Cell::None,
    });
    add(t.note_heading().to_owned(), &|c| {
        text(told_of(c).and_then(|o| o.note.clone()).unwrap_or_default())
    });
    let records = (0..order.len()).map(|i| columns.iter().map(|(_, cells)| cells[i].clone()).collect());
    let records = records.collect();
    (
        columns.into_iter().map(|(head, _)| head).collect(),
        records,
        foot(sheet, &[told(p)]),
    )
}

/// All periods: a city a row, a period a column.
fn wide(sheet: &Sheet) -> Table {
    let t = sheet.t;
    let heads = sheet
        .nine
        .periods
        .iter()
        .map(|p| with_unit(sheet, &t.period_name(p.period), &sheet.d.unit));
    let row = |c: &&City| {
        let shown = sheet.nine.periods.iter().zip(&sheet.sights);
        let cell = |(p, sight): (&NinePeriod, &crate::comparison::sight::Sight)| match sight.sees(c) {
            true => figure(sheet, p, c),
            false => Cell::Text(t.withheld().to_owned()),
        };
        let name = Cell::Text(c.short(t.lang()).to_owned());
        [name].into_iter().chain(shown.map(cell)).collect()
    };
    let told: Vec<_> = sheet.nine.periods.iter().map(|p| background(sheet.d, p)).collect();
    (
        [t.city().to_owned()].into_iter().chain(heads).collect(),
        named(sheet).iter().map(row).collect(),
        foot(sheet, &told),
    )
}

/// The cities that are seen by name in some period.
fn named(sheet: &Sheet) -> Vec<&'static City> {
    let seen = |c: &&City| sheet.sights.iter().any(|s| s.sees(c));
    cities().iter().filter(seen).collect()
}

/// What a chart is drawn from: its rows, and its columns with a number for each of them.
type Drawn = (Vec<String>, Vec<Column>);

/// A number to draw, as its table shows it.
fn drawn(sheet: &Sheet, v: Option<Decimal>) -> Cell {
    v.map_or(Cell::None, |v| Cell::Figure(canonical(round(v, sheet.d.decimals))))
}

/// The target of a city to draw: of levels and rates as they are reported.
fn aim(sheet: &Sheet, city: &City, period: Period) -> Option<Decimal> {
    target::is_drawn(sheet)
        .then(|| target::at(sheet, city, period))
        .flatten()
}

/// The chosen period: a column for each city, the median across them, and their own targets.
fn bars(sheet: &Sheet) -> Drawn {
    let (t, order) = (sheet.t, sheet.order());
    let Some((p, _)) = sheet.now() else {
        return Drawn::default();
    };
    let column = |name: String, look: Look, cell: &dyn Fn(&City) -> Option<Decimal>| Column {
        name,
        look,
        cells: order.iter().map(|c| drawn(sheet, cell(c))).collect(),
    };
    let mut columns = vec![column(
        t.period_name(p.period),
        Look::Bars {
            lit: order.iter().map(|c| sheet.is_highlighted(c)).collect(),
            open: order.iter().map(|c| p.is_submitted(&c.slug)).collect(),
        },
        &|c| p.of(c).and_then(storage::facts::Observation::figure),
    )];
    if let Some(median) = told(p).0 {
        columns.push(column(peers::median_label(sheet), Look::Median, &|_| Some(median)));
    }
    if order.iter().any(|c| aim(sheet, c, p.period).is_some()) {
        columns.push(column(t.target_mark().to_owned(), Look::Targets, &|c| {
            aim(sheet, c, p.period)
        }));
    }
    (order.iter().map(|c| c.short(t.lang()).to_owned()).collect(), columns)
}

/// Over time: a line for each city, the median, and the highlighted city's target.
fn lines(sheet: &Sheet) -> Drawn {
    let (t, d, periods) = (sheet.t, sheet.d, &sheet.nine.periods);
    let city = |c: &'static City| Column {
        name: c.short(t.lang()).to_owned(),
        look: Look::Line {
            order: c.order,
            lit: sheet.is_highlighted(c),
        },
        cells: periods
            .iter()
            .zip(&sheet.sights)
            .map(|(p, sight)| drawn(sheet, over_time(d, p, &c.slug).filter(|_| sight.sees(c))))
            .collect(),
    };
    let mut columns: Vec<_> = named(sheet).into_iter().map(city).collect();
    let medians: Vec<_> = periods.iter().map(|p| drawn(sheet, background(d, p).0)).collect();
    if medians.iter().any(|c| *c != Cell::None) {
        columns.push(Column {
            name: peers::median_label(sheet),
            look: Look::Median,
            cells: medians,
        });
    }
    if let Some(c) = sheet.highlight {
        let aims: Vec<_> = periods.iter().map(|p| drawn(sheet, aim(sheet, c, p.period))).collect();
        if aims.iter().any(|c| *c != Cell::None) {
            columns.push(Column {
                name: t.target_row(c.short(t.lang())),
                look: Look::Targets,
                cells: aims,
            });
        }
    }
    (
        periods.iter().map(|p| t.period_short(p.period, true)).collect(),
        columns,
    )
}

/// Of a yes or no: how many say yes, no, or nothing, by period.
fn answers(sheet: &Sheet, over_time: bool) -> Drawn {
    let t = sheet.t;
    let from = if over_time {
        0
    } else {
        sheet.nine.periods.len().saturating_sub(1)
    };
    let shown: Vec<_> = sheet.nine.periods.iter().zip(&sheet.sights).skip(from).collect();
    let said = |p: &NinePeriod, c: &City| p.of(c).map(|o| shown_value(sheet.d, o)).unwrap_or_default();
    let column = |name: &str, look: Look, answer: &str| Column {
        name: name.to_owned(),
        look,
        cells: shown
            .iter()
            .map(|(p, sight)| {
                let n = sight.visible.iter().filter(|c| said(p, c) == answer).count();
                Cell::Number(i64::try_from(n).unwrap_or(i64::MAX))
            })
            .collect(),
    };
    let columns = vec![
        column(t.yes(), Look::Stack { shade: 0 }, "yes"),
        column(t.no(), Look::Stack { shade: 1 }, "no"),
        column(t.no_answer(), Look::Stack { shade: 2 }, ""),
    ];
    (shown.iter().map(|(p, _)| t.period_name(p.period)).collect(), columns)
}
