//! Receiving a file: its key is pending from before the first byte, the bytes go to the store in pieces, hashed and looked
//! at on the way, and nothing of them is held longer than a part.

use bytes::Bytes;
use domain::evidence::{FileFault, FileKind, Sniffer};
use object_store::buffered::BufWriter;
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use super::sweep::clear;
use crate::{Caller, Error, Refusal, Store};

/// A file on its way in.
pub struct Receiving {
    store: Store,
    key: String,
    writer: BufWriter,
    sniffer: Sniffer,
    digest: Sha256,
}

/// A file whose bytes are in the store under a pending key: it is named or cleared next.
#[derive(Debug)]
pub struct Received {
    pub(super) key: String,
    pub(super) hash: String,
    pub(super) kind: FileKind,
    pub(super) size: u64,
}

impl Received {
    /// Its bytes are not wanted after all.
    pub async fn discard(self, store: &Store) {
        clear(store, &[self.key]).await;
    }
}

/// Begins to receive a file.
///
/// # Errors
/// `Unavailable`.
pub async fn receive(store: &Store, caller: &Caller) -> Result<Receiving, Error> {
    let key = store.new_id(caller.at);
    sqlx::query("INSERT INTO uploads (key, begun_at) VALUES ($1, $2)")
        .bind(&key)
        .bind(crate::micros(caller.at))
        .execute(&store.writing)
        .await?;
    Ok(Receiving {
        writer: store.files().writer(&key),
        store: store.clone(),
        key,
        sniffer: Sniffer::default(),
        digest: Sha256::new(),
    })
}

impl Receiving {
    /// The next piece.
    ///
    /// # Errors
    /// `Refused` with `File` where it is too large, `Unavailable`; then [`Receiving::abort`] is next.
    pub async fn take(&mut self, piece: Bytes) -> Result<(), Error> {
        self.sniffer.feed(&piece);
        self.digest.update(&piece);
        let megabytes = self.store.files().megabytes();
        if self.sniffer.size() > megabytes * 1_000_000 {
            return Err(Refusal::File(FileFault::TooLarge { megabytes }).into());
        }
        self.writer.put(piece).await.map_err(Error::unavailable)
    }

    /// The whole file is there.
    ///
    /// # Errors
    /// `Refused` with `File` where its kind is not taken, `Unavailable`; nothing of it is left then.
    pub async fn finish(mut self) -> Result<Received, Error> {
        let kind = match self.sniffer.kind() {
            Ok(kind) => kind,
            Err(fault) => {
                self.abort().await;
                return Err(Refusal::File(fault).into());
            }
        };
        if let Err(e) = self.writer.shutdown().await {
            self.abort().await;
            return Err(Error::unavailable(e));
        }
        Ok(Received {
            key: self.key,
            hash: hex::encode(self.digest.finalize()),
            kind,
            size: self.sniffer.size(),
        })
    }

    /// Leaves nothing of it.
    pub async fn abort(mut self) {
        if let Err(e) = self.writer.abort().await {
            tracing::warn!(cause = %e, "an upload that was given up");
        }
        clear(&self.store, &[self.key]).await;
    }
}
