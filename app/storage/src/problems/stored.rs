//! How a problem is put into the store: the write lock and what is read under it, its row, and what the audit says of it.

use domain::{
    calendar::beijing,
    city::city,
    likeness::fold,
    problem::{Action, Level, Refusal as No, Standing, category_name, code},
};
use serde_json::{Value, json};

use super::row::{Row, by_number, verb};
use crate::{Caller, Error, Refusal, Store, Write, allow, micros};

/// The audit's name of a problem.
pub(super) fn object(number: i64) -> String {
    format!("problem:{}", code(number))
}

/// What the register searches in.
fn search(number: i64, title: &str, description: &str, unit: Option<&str>) -> String {
    fold(&format!(
        "{} {title} {description} {}",
        code(number),
        unit.unwrap_or_default()
    ))
}

/// A municipality has no province above it.
pub(super) fn has_province(slug: &str, level: Level) -> Result<(), Error> {
    if level == Level::Provincial && city(slug).is_some_and(domain::city::City::is_municipality) {
        return Err(Refusal::Problem(No::NoProvince).into());
    }
    Ok(())
}

/// The write lock, then the problem, permission for an action, and the revision that the form shows.
pub(super) async fn enter(
    store: &Store,
    caller: &Caller,
    number: i64,
    seen: Option<i64>,
    action: Action,
) -> Result<(Write, Row), Error> {
    let mut w = store.write(caller).await?;
    let row = by_number(w.conn(), number).await?;
    allow(caller, verb(action, row.standing()), &row.object())?;
    if seen.is_some_and(|seen| seen != row.revision) {
        return Err(Refusal::Problem(No::Moved).into());
    }
    Ok((w, row))
}

/// What the audit says of a problem; its texts are its readers' alone.
pub(super) fn facts(w: &Write, row: &Row) -> Value {
    json!({
        "title": w.seal(&format!("title {}", row.content.title)),
        "description": w.seal(&format!("description {}", row.content.description)),
        "category": category_name(row.content.category),
        "kind": row.content.kind.name(),
        "severity": row.content.severity.name(),
        "level": row.content.level.name(),
        "state": row.state.name(),
        "unit": row.unit,
        "due_on": row.due_on.map(|d| d.to_string()),
        "indicator": row.content.indicator,
        "period": row.content.period.map(|p| p.to_string()),
        "shared": row.shared,
        "group": row.group,
    })
}

/// Moves a problem to where a step leads: state, level, and the days of who held it.
pub(super) fn move_to(row: &mut Row, to: Standing, at: jiff::Timestamp) {
    let (was, today) = (row.turn(), beijing(at).date());
    if was != to.turn() {
        row.held = row.ageing(today);
        row.turn_since = at;
    }
    (row.state, row.content.level) = (to.state, to.level);
}

pub(super) async fn insert(w: &mut Write, row: &Row) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO problems (id, number, city, title, description, category, kind, severity, level, state, turn, \
         revision, shared, indicator, period, from_report, raised_by, raised_at, raised_on, updated_at, turn_since, \
         days_city, days_province, days_cnipa, search) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1, 0, $12, \
         $13, $14, $15, $16, $17, $16, $16, 0, 0, 0, $18)",
    )
    .bind(&row.id)
    .bind(row.number)
    .bind(&row.city)
    .bind(&row.content.title)
    .bind(&row.content.description)
    .bind(category_name(row.content.category))
    .bind(row.content.kind.name())
    .bind(row.content.severity.name())
    .bind(row.content.level.name())
    .bind(row.state.name())
    .bind(row.turn().name())
    .bind(row.content.indicator.as_deref())
    .bind(row.content.period.map(|p| p.to_string()))
    .bind(i64::from(row.from_report))
    .bind(&row.raised_by)
    .bind(micros(row.raised_at))
    .bind(beijing(row.raised_at).date().to_string())
    .bind(search(row.number, &row.content.title, &row.content.description, None))
    .execute(w.conn())
    .await?;
    Ok(())
}

/// Writes a problem as it stands now, one revision on.
pub(super) async fn update(w: &mut Write, row: &mut Row) -> Result<(), Error> {
    row.revision += 1;
    row.updated_at = w.caller().at;
    let text = |day: Option<jiff::civil::Date>| day.map(|d| d.to_string());
    sqlx::query(
        "UPDATE problems SET title = $1, description = $2, category = $3, kind = $4, severity = $5, level = $6, \
         state = $7, turn = $8, revision = $9, shared = $10, unit = $11, due_on = $12, indicator = $13, period = $14, \
         joined_to = $15, updated_at = $16, turn_since = $17, days_city = $18, days_province = $19, days_cnipa = $20, \
         escalated_on = $21, replied_on = $22, reply_days = $23, closed_on = $24, search = $25 WHERE id = $26",
    )
    .bind(&row.content.title)
    .bind(&row.content.description)
    .bind(category_name(row.content.category))
    .bind(row.content.kind.name())
    .bind(row.content.severity.name())
    .bind(row.content.level.name())
    .bind(row.state.name())
    .bind(row.turn().name())
    .bind(row.revision)
    .bind(i64::from(row.shared))
    .bind(row.unit.as_deref())
    .bind(text(row.due_on))
    .bind(row.content.indicator.as_deref())
    .bind(row.content.period.map(|p| p.to_string()))
    .bind(row.group.as_deref())
    .bind(micros(row.updated_at))
    .bind(micros(row.turn_since))
    .bind(row.held.city)
    .bind(row.held.province)
    .bind(row.held.cnipa)
    .bind(text(row.escalated_on))
    .bind(text(row.replied_on))
    .bind(row.reply_days)
    .bind(text(row.closed_on))
    .bind(search(
        row.number,
        &row.content.title,
        &row.content.description,
        row.unit.as_deref(),
    ))
    .bind(&row.id)
    .execute(w.conn())
    .await?;
    Ok(())
}
