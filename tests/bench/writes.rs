//! The floor of a field save for `make bench`: bare durable writes of one row to the same kind of database, the
//! milliseconds of each on a line. Usage: writes DATABASE_URL TIMES; makes a table `floor` there and drops it.

use std::{error::Error, io::Write as _, time::Instant};

use sqlx::{AnyConnection, Connection as _, Executor as _};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [url, times] = args.as_slice() else {
        return Err("usage: writes DATABASE_URL TIMES".into());
    };
    sqlx::any::install_default_drivers();
    let mut conn = AnyConnection::connect(url).await?;
    if url.starts_with("sqlite") {
        conn.execute("PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000")
            .await?;
    }
    conn.execute("CREATE TABLE floor (id BIGINT PRIMARY KEY, text TEXT NOT NULL)")
        .await?;
    let mut out = std::io::stdout().lock();
    for n in 0..times.parse::<i64>()? {
        let begun = Instant::now();
        sqlx::query("INSERT INTO floor (id, text) VALUES ($1, 'a note of some words')")
            .bind(n)
            .execute(&mut conn)
            .await?;
        writeln!(out, "{:.4}", begun.elapsed().as_secs_f64() * 1000.0)?;
    }
    conn.execute("DROP TABLE floor").await?;
    Ok(())
}
