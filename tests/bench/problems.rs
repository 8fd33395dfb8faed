//! Fills a demonstration's register for `make bench`: its problems again and again, until there are so many.
//! Usage: problems DATABASE_URL COUNT

use std::error::Error;

use sqlx::{AnyConnection, Connection as _};

const SAME: &str = "city, title, description, category, kind, severity, level, state, turn, revision, shared, unit, due_on, \
    indicator, period, from_report, raised_by, raised_at, raised_on, updated_at, turn_since, days_city, days_province, \
    days_cnipa, escalated_on, replied_on, reply_days, closed_on, search";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [url, count] = args.as_slice() else {
        return Err("usage: problems DATABASE_URL COUNT".into());
    };
    let count: i64 = count.parse()?;
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(url).await?;
    let mut tx = conn.begin().await?;
    let (first, step): (i64, i64) = sqlx::query_as("SELECT COUNT(*), MAX(number) FROM problems")
        .fetch_one(&mut *tx)
        .await?;
    if first == 0 {
        return Err("the store has no problems to copy".into());
    }
    let mut copy = 0;
    while (copy + 1) * first < count {
        copy += 1;
        let more = (count - copy * first).min(first);
        let sql = format!(
            "INSERT INTO problems (id, number, {SAME}) SELECT id || '~{copy}', number + {}, {SAME} FROM problems \
             WHERE number <= {step} ORDER BY number LIMIT {more}",
            copy * step
        );
        sqlx::query(&sql).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    // As a register that has grown by and by is kept by its database itself.
    for keep in ["VACUUM", "ANALYZE"] {
        sqlx::query(keep).execute(&mut conn).await?;
    }
    Ok(())
}
