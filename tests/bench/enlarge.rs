//! Enlarges a demonstration for `make bench`: every city so many times, every year so many times, in the database
//! itself. Usage: enlarge DATABASE_URL CITIES_CSV TIMES YEARS; CITIES_CSV is written for `pilotboard --cities`.

use std::{error::Error, fmt::Write as _, fs};

use domain::{city::cities, period::Period};
use sqlx::{AnyConnection, Connection as _, Row as _};

/// A table, its columns to copy as they are, and those that name a city, a report or a period.
struct Table {
    name: &'static str,
    plain: &'static str,
    id: &'static str,
    city: Option<&'static str>,
    periods: &'static [&'static str],
}

const TABLES: [Table; 3] = [
    Table {
        name: "reports",
        plain: "revision, versions, latest_version, accepted_version, taken_at, taken_by, first_submitted_at, \
                returned_at, signed_off_by, created_at, state",
        id: "id",
        city: Some("city"),
        periods: &["period"],
    },
    Table {
        name: "facts",
        plain: "indicator, kind, no_cases, numerator, denominator, value, n, detail, scaled, definition, version, \
                valid_from, valid_to, accepted_at, corrected",
        id: "report_id",
        city: Some("city"),
        periods: &["period", "report_period"],
    },
    Table {
        name: "draft_fields",
        plain: "item, field, text, revision, saved_at, saved_by",
        id: "report_id",
        city: None,
        periods: &[],
    },
];

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [url, table, times, years] = args.as_slice() else {
        return Err("usage: enlarge DATABASE_URL CITIES_CSV TIMES YEARS".into());
    };
    let (times, years): (usize, i16) = (times.parse()?, years.parse()?);
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(url).await?;
    let mut tx = conn.begin().await?;
    for back in 1..years {
        earlier(&mut tx, back).await?;
    }
    for copy in 1..times {
        more(&mut tx, copy).await?;
    }
    let settings: String = sqlx::query_scalar("SELECT value FROM settings WHERE key = 'settings'")
        .fetch_one(&mut *tx)
        .await?;
    let mut settings: serde_json::Value = serde_json::from_str(&settings)?;
    let first = settings["pilot"]["first"].as_str().unwrap_or_default();
    let (year, rest) = first.split_once('-').ok_or("no first day")?;
    settings["pilot"]["first"] = format!("{}-{rest}", year.parse::<i16>()? - (years - 1)).into();
    sqlx::query("UPDATE settings SET value = $1 WHERE key = 'settings'")
        .bind(settings.to_string())
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    sqlx::query("ANALYZE").execute(&mut conn).await?;
    fs::write(table, csv(times)?)?;
    Ok(())
}

/// The accepted reports and facts of the last year, so many years back.
async fn earlier(conn: &mut AnyConnection, back: i16) -> Result<(), Box<dyn Error>> {
    for t in TABLES.iter().filter(|t| !t.periods.is_empty()) {
        let sql = format!("SELECT DISTINCT {} FROM {}", t.periods.join(", "), t.name);
        let rows = sqlx::query(&sql).fetch_all(&mut *conn).await?;
        for row in rows {
            let texts: Vec<String> = (0..t.periods.len()).map(|n| row.try_get(n)).collect::<Result<_, _>>()?;
            let moved: Vec<String> = texts.iter().map(|p| shifted(p, back)).collect::<Result<_, _>>()?;
            let last: Period = texts[0].parse()?;
            if last.last_month() < "2025-10".parse()? {
                continue;
            }
            let (mut into, mut from, mut only) = (String::new(), String::new(), String::new());
            for (n, p) in t.periods.iter().enumerate() {
                write!(into, ", {p}")?;
                write!(from, ", '{}'", moved[n])?;
                write!(only, " AND {p} = '{}'", texts[n])?;
            }
            let (name, plain, id) = (t.name, t.plain, t.id);
            let accepted = if name == "reports" {
                "state = 'accepted'"
            } else {
                "valid_to IS NULL"
            };
            let sql = format!(
                "INSERT INTO {name} ({plain}, city, {id}{into}) \
                 SELECT {plain}, city, {id} || '~{back}'{from} FROM {name} WHERE {accepted}{only}"
            );
            sqlx::query(&sql).execute(&mut *conn).await?;
        }
    }
    Ok(())
}

/// Every city of the notice once more, under another name.
async fn more(conn: &mut AnyConnection, copy: usize) -> Result<(), Box<dyn Error>> {
    for t in &TABLES {
        let (name, plain, id) = (t.name, t.plain, t.id);
        let city = t.city.map(|c| format!(", {c}")).unwrap_or_default();
        let renamed = t.city.map(|c| format!(", {c} || '-{copy}'")).unwrap_or_default();
        let periods: String = t.periods.iter().map(|p| format!(", {p}")).collect();
        let sql = format!(
            "INSERT INTO {name} ({plain}, {id}{city}{periods}) \
             SELECT {plain}, {id} || '+{copy}'{renamed}{periods} FROM {name} WHERE {id} NOT LIKE '%+%'"
        );
        sqlx::query(&sql).execute(&mut *conn).await?;
    }
    Ok(())
}

fn shifted(period: &str, years: i16) -> Result<String, Box<dyn Error>> {
    let (year, rest) = period.split_once('-').ok_or("no period")?;
    let moved = format!("{}-{rest}", year.parse::<i16>()? - years);
    let parsed: Period = moved.parse().map_err(|_| "no period")?;
    Ok(parsed.to_string())
}

fn csv(times: usize) -> Result<String, Box<dyn Error>> {
    let mut text = "code,slug,name_en,name_zh,province_en,province_zh,region,population_10k\n".to_owned();
    for copy in 0..times {
        for c in cities() {
            let (slug, en, zh) = match copy {
                0 => (c.slug.clone(), c.name.en.clone(), c.name.zh.clone()),
                n => (
                    format!("{}-{n}", c.slug),
                    format!("{} {n}", c.name.en),
                    format!("{}{n}市", c.name.zh.trim_end_matches('市')),
                ),
            };
            let (province, region) = (&c.province_name, &c.region);
            let (code, people) = (&c.code, c.population_10k);
            writeln!(
                text,
                "{code},{slug},{en},{zh},{},{},{region},{people}",
                province.en, province.zh
            )?;
        }
    }
    Ok(text)
}
