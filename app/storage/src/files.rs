//! Where the bytes of evidence are kept: a folder, or a bucket by its S3 address; in memory for tests. A key is written
//! once and never changed; which keys count is written in the database.

use std::{
    fmt,
    path::{Path as FilePath, PathBuf},
    sync::Arc,
};

use jiff::Timestamp;
use object_store::{
    GetResult, ObjectStore, ObjectStoreExt, aws::AmazonS3Builder, buffered::BufWriter, local::LocalFileSystem,
    memory::InMemory, path::Path, prefix::PrefixStore,
};

use crate::Error;

/// Bytes of a file that are held before they go to the store; also the size of a part of a multipart upload.
const PART: usize = 5 * 1024 * 1024;

/// Most bytes of a file unless a setting says otherwise, in millions.
pub const FILE_MEGABYTES: u64 = 20;

/// Why a place for files cannot be used, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilesError {
    /// The folder cannot be made or written.
    #[error("cannot use the folder {0} for files: {1}")]
    Folder(String, String),
    /// The address is no `s3://bucket/prefix`, or its settings in the environment are not whole.
    #[error(
        "cannot use {0} for files: {1}; write a folder, or s3://bucket/prefix with AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and, for other servers than Amazon's, AWS_ENDPOINT_URL in the environment"
    )]
    Address(String, String),
}

/// A place for files.
#[derive(Clone)]
pub struct Files {
    place: Arc<dyn ObjectStore>,
    folder: Option<PathBuf>,
    megabytes: u64,
}

impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Files({})", self.place)
    }
}

impl Files {
    /// A place in memory, gone with the process.
    #[must_use]
    pub fn memory() -> Self {
        Files {
            place: Arc::new(InMemory::new()),
            folder: None,
            megabytes: FILE_MEGABYTES,
        }
    }

    /// A folder, or `s3://bucket/prefix` with endpoint and keys from the environment; files of at most so many millions
    /// of bytes are taken.
    ///
    /// # Errors
    /// [`FilesError`].
    pub fn open(address: &str, megabytes: u64) -> Result<Self, FilesError> {
        let (place, folder): (Arc<dyn ObjectStore>, _) = match address.split_once("://") {
            Some(("s3", rest)) => (bucket(address, rest)?, None),
            Some(_) => return Err(FilesError::Address(address.into(), "it is no address of S3".into())),
            None => {
                let fail = |e: &dyn fmt::Display| FilesError::Folder(address.into(), e.to_string());
                let folder = PathBuf::from(address);
                std::fs::create_dir_all(&folder).map_err(|e| fail(&e))?;
                let place = LocalFileSystem::new_with_prefix(&folder).map_err(|e| fail(&e))?;
                (Arc::new(place.with_fsync(true)), Some(folder))
            }
        };
        Ok(Files {
            place,
            folder,
            megabytes,
        })
    }

    /// Most bytes of a file, in millions.
    #[must_use]
    pub const fn megabytes(&self) -> u64 {
        self.megabytes
    }

    pub(crate) fn writer(&self, key: &str) -> BufWriter {
        BufWriter::with_capacity(self.place.clone(), path(key), PART).with_max_concurrency(1)
    }

    pub(crate) async fn get(&self, key: &str) -> Result<GetResult, Error> {
        self.place.get(&path(key)).await.map_err(Error::unavailable)
    }

    /// Removes the bytes of a key, also what a cut left of it half written.
    pub(crate) async fn remove(&self, key: &str) -> Result<(), Error> {
        match self.place.delete(&path(key)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => {}
            Err(e) => return Err(Error::unavailable(e)),
        }
        if let Some(folder) = &self.folder {
            leftovers(folder, key).map_err(Error::unavailable)?;
        }
        Ok(())
    }

    /// The keys that have bytes, with the time of their writing.
    pub(crate) async fn all(&self) -> Result<Vec<(String, Timestamp)>, Error> {
        let listed = self.place.list_with_delimiter(None).await.map_err(Error::unavailable)?;
        let mut all = Vec::new();
        for shelf in listed.common_prefixes {
            let listed = self.place.list_with_delimiter(Some(&shelf)).await;
            for object in listed.map_err(Error::unavailable)?.objects {
                let at = Timestamp::from_microsecond(object.last_modified.timestamp_micros());
                let key = object.location.filename().unwrap_or_default().to_owned();
                all.push((key, at.unwrap_or(Timestamp::UNIX_EPOCH)));
            }
        }
        Ok(all)
    }
}

/// Two hundred and fifty-six shelves, so that no folder grows long.
fn path(key: &str) -> Path {
    Path::from(format!("{}/{key}", shelf(key)))
}

fn shelf(key: &str) -> &str {
    key.get(key.len().saturating_sub(2)..).unwrap_or(key)
}

/// A file that is being written stands beside its place under `key#n`, which a listing passes over.
fn leftovers(folder: &FilePath, key: &str) -> std::io::Result<()> {
    let start = format!("{key}#");
    let shelf = match std::fs::read_dir(folder.join(shelf(key))) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        shelf => shelf?,
    };
    for entry in shelf {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&start) {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn bucket(address: &str, rest: &str) -> Result<Arc<dyn ObjectStore>, FilesError> {
    let fail = |e: &dyn fmt::Display| FilesError::Address(address.into(), e.to_string());
    let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
    if bucket.is_empty() {
        return Err(fail(&"it names no bucket"));
    }
    // Where another part of the program was first, its provider serves as well.
    rustls::crypto::ring::default_provider().install_default().ok();
    let s3 = AmazonS3Builder::from_env().with_bucket_name(bucket);
    let s3 = s3.build().map_err(|e| fail(&e))?;
    let prefix = prefix.trim_matches('/');
    Ok(if prefix.is_empty() {
        Arc::new(s3)
    } else {
        Arc::new(PrefixStore::new(s3, Path::from(prefix)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let folder = std::env::temp_dir().join(format!("pilotboard-files-{}", std::process::id()));
        let files = Files::open(&folder.display().to_string(), 3).unwrap();
        assert_eq!(files.megabytes(), 3);
        assert!(folder.is_dir() && files.folder.is_some());
        std::fs::remove_dir_all(&folder).unwrap();
        for bad in ["s3://", "ftp://x/y", "/proc/nowhere/files"] {
            assert!(Files::open(bad, 20).is_err(), "{bad}");
        }
        for (address, part) in [
            ("s3://evidence", "evidence"),
            ("s3://evidence/pilot/2026", "pilot/2026"),
        ] {
            let s3 = Files::open(address, 20).unwrap();
            let said = format!("{s3:?}");
            assert!(said.contains(part) && s3.folder.is_none(), "{said}");
        }
    }
}
