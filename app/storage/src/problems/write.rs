//! A city registers a problem and changes what it wrote; and how a problem and a step are put into the store.

use domain::{
    access::Verb,
    calendar::beijing,
    city::city,
    likeness::fold,
    problem::{Action, Ageing, Content, Deed, Level, Refusal as No, Standing, State, Turn, category_name, code},
};
use serde_json::{Value, json};

use super::{
    row::{Row, by_number, some},
    told,
};
use crate::{Caller, Error, Line, Refusal, Store, Write, allow, micros};

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

/// A city registers a problem; its approver may send it up at once. Gives its number. `once` is the id that the form was
/// made with: the same form sent twice makes one problem.
///
/// # Errors
/// `Forbidden` and `NotFound` for who has no city; `Refused` where the level does not fit.
pub async fn register(
    store: &Store,
    caller: &Caller,
    once: Option<&str>,
    content: &Content,
    from_report: bool,
    escalate: Option<&Deed>,
) -> Result<i64, Error> {
    let slug = caller.actor.city().unwrap_or_default().to_owned();
    let object_of = domain::access::Object::Problem {
        city: &slug,
        shared: false,
        with_province: false,
    };
    allow(caller, Verb::Save, &object_of)?;
    if escalate.is_some() {
        allow(caller, Verb::Escalate, &object_of)?;
    }
    has_province(&slug, content.level)?;
    let mut w = store.write(caller).await?;
    let once = once
        .and_then(|id| uuid::Uuid::parse_str(id).ok())
        .map(|id| id.to_string());
    if let Some(id) = &once
        && let Some(made) = some(w.conn(), "p.id = $1", id).await?.first()
    {
        // Made by this very form; anybody else's id is nothing to him.
        allow(caller, Verb::Read, &made.object())?;
        return Ok(made.number);
    }
    let last: Option<i64> = sqlx::query_scalar("SELECT MAX(number) FROM problems")
        .fetch_one(w.conn())
        .await?;
    let number = last.unwrap_or(0) + 1;
    let at = caller.at;
    let mut row = Row {
        id: once.unwrap_or_else(|| w.new_id()),
        number,
        city: slug,
        content: content.clone(),
        state: State::Registered,
        revision: 1,
        shared: false,
        unit: None,
        due_on: None,
        from_report: from_report && content.period.is_some(),
        group: None,
        raised_by: caller.actor.id.clone(),
        raised_at: at,
        updated_at: at,
        turn_since: at,
        held: Ageing::default(),
        escalated_on: None,
        replied_on: None,
        reply_days: None,
        closed_on: None,
    };
    insert(&mut w, &row).await?;
    let said = Said {
        text: &content.description,
        ..Said::of(Action::Save)
    };
    add_step(&mut w, &row, None, 0, said).await?;
    if let Some(deed) = escalate {
        super::step::take(&mut w, &mut row, deed, Action::Escalate, 1).await?;
        update(&mut w, &mut row).await?;
        told::step(&mut w, &row, Action::Escalate).await?;
        told::named(&mut w, &row, &deed.comment).await?;
    }
    told::named(&mut w, &row, &content.description).await?;
    let after = facts(&w, &row);
    let line = Line {
        action: "problem.register",
        object: object(number),
        before: Value::Null,
        after,
    };
    w.commit(line).await?;
    Ok(number)
}

/// The city changes what it wrote, before it is sent up or after it came back.
///
/// # Errors
/// `Forbidden`, `NotFound`; `Refused` where it is with others, or the form shows an older revision.
pub async fn edit(
    store: &Store,
    caller: &Caller,
    number: i64,
    seen: Option<i64>,
    content: &Content,
) -> Result<(), Error> {
    let (mut w, mut row) = enter(store, caller, number, seen, Action::Save).await?;
    row.standing()
        .next(Action::Save, Turn::City)
        .map_err(Refusal::Problem)?;
    has_province(&row.city, content.level)?;
    let before = facts(&w, &row);
    let mut changed = Vec::new();
    let mut note = |name: &'static str, is: bool| changed.extend(is.then_some(name));
    note("title", row.content.title != content.title);
    note("description", row.content.description != content.description);
    note("category", row.content.category != content.category);
    note("kind", row.content.kind != content.kind);
    note("severity", row.content.severity != content.severity);
    note("level", row.content.level != content.level);
    note("indicator", row.content.indicator != content.indicator);
    note("period", row.content.period != content.period);
    if changed.is_empty() {
        return Ok(());
    }
    let text = match changed.contains(&"description") {
        true => content.description.as_str(),
        false => "",
    };
    row.content.clone_from(content);
    let said = Said {
        text,
        details: json!({ "changed": changed }),
        ..Said::of(Action::Save)
    };
    let state = row.state;
    add_step(&mut w, &row, Some(state), 0, said).await?;
    update(&mut w, &mut row).await?;
    let after = facts(&w, &row);
    let line = Line {
        action: "problem.save",
        object: object(number),
        before,
        after,
    };
    w.commit(line).await?;
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
    allow(caller, super::row::verb(action, row.standing()), &row.object())?;
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

/// What a step says.
pub(super) struct Said<'a> {
    pub action: Action,
    pub text: &'a str,
    pub details: Value,
    pub practice: Option<i64>,
}

impl Said<'_> {
    pub(super) fn of(action: Action) -> Self {
        Said {
            action,
            text: "",
            details: json!({}),
            practice: None,
        }
    }
}

/// Adds a step of the caller to the thread, behind others of the same write.
pub(super) async fn add_step(
    w: &mut Write,
    row: &Row,
    from: Option<State>,
    place: i64,
    said: Said<'_>,
) -> Result<(), Error> {
    let (id, at, seq, by) = (w.new_id(), w.at(), w.seq, w.caller().actor.clone());
    sqlx::query(
        "INSERT INTO problem_steps (id, problem_id, seq, place, author, author_role, at, action, text, from_state, \
         to_state, turn, details, practice) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
    )
    .bind(id)
    .bind(&row.id)
    .bind(seq)
    .bind(place)
    .bind(by.id)
    .bind(by.role.name())
    .bind(at)
    .bind(said.action.name())
    .bind(said.text)
    .bind(from.map(State::name))
    .bind(row.state.name())
    .bind(row.turn().name())
    .bind(said.details.to_string())
    .bind(said.practice)
    .execute(w.conn())
    .await?;
    Ok(())
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

async fn insert(w: &mut Write, row: &Row) -> Result<(), Error> {
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
