//! Stores a file: its bytes first, then its row, so that a row always has its bytes.

use appwrite::Id;
use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, Request, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::chunk;
use crate::{
    Backend,
    access::{Grants, Thing},
    caller::{Caller, Scope},
    error::{Error, Kind, Result},
    happening::Action,
    params::{Ids, NewId, Params},
    storage::{
        admission, bucket::Bucket, disk::Stored, file::File, find, form::Form, mime, off_thread, store,
        to_the_end,
    },
};

/// Seconds.
const RETRY_AFTER: &str = "5";

/// A file as its sender describes it.
pub(super) struct Described {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) folder: String,
    pub(super) permissions: Grants,
}

pub(in crate::storage) async fn create(
    State(backend): State<Backend>,
    caller: Caller,
    Ids(bucket): Ids<Id>,
    request: Request,
) -> Result<Response> {
    caller.need(Scope::FilesWrite)?;
    let asking = caller.clone();
    let bucket = backend.db.read(move |conn| find::bucket(conn, &bucket, &asking)).await?;
    bucket.check_create(&caller)?;
    // Only now is the body read: who may not create a file sends it in vain.
    let outcome = async {
        let memory = admission::wait(&request).await?;
        let form = Form::from_request(request, &backend).await?;
        let (name, bytes) = form.file.ok_or(Kind::FileEmpty)?;
        let described = describe(&backend, &caller, &bucket, name, &form.params)?;
        to_the_end(async move {
            let _memory = memory;
            if let Some(chunk) = form.chunk {
                return chunk::add(&backend, &caller, bucket, described, chunk, bytes).await;
            }
            bucket.check_size(bytes.len() as u64)?;
            let file = whole(&backend, bucket.clone(), described, bytes).await?;
            Ok((StatusCode::CREATED, Json(file.to_json(&bucket))))
        })
        .await
    };
    match outcome.await {
        // Too much at once, or two who complete one upload: told when to ask again.
        Err(busy) if busy.kind == Kind::RateLimitExceeded => {
            Ok(([(header::RETRY_AFTER, RETRY_AFTER)], busy).into_response())
        }
        outcome => Ok(outcome?.into_response()),
    }
}

fn describe(
    backend: &Backend,
    caller: &Caller,
    bucket: &Bucket,
    name: String,
    params: &Params,
) -> Result<Described> {
    let id = params.need::<NewId>("fileId")?.or_unique(backend.clock.now());
    let permissions = match params.raw("permissions") {
        Some(given) => {
            let given =
                Grants::parse(given, Thing::Item).map_err(|rule| Error::param("permissions", rule))?;
            given.check_grantable(caller)?;
            given
        }
        None => Grants::default_for(caller),
    };
    let folder: String = params.or("folder", String::new())?;
    if name.chars().count() > 255 || folder.chars().count() > 1024 {
        return Err(Error::param("file", "The name is too long."));
    }
    bucket.check_name(&name)?;
    Ok(Described { id, name, folder, permissions })
}

async fn whole(backend: &Backend, bucket: Bucket, described: Described, bytes: Bytes) -> Result<File> {
    // Asked before the bytes are written, to save the work; the row's own uniqueness decides.
    let (known, id) = (bucket.clone(), described.id.clone());
    if backend.db.read(move |conn| store::files::find(conn, &known, &id)).await?.is_some() {
        return Err(Kind::FileAlreadyExists.into());
    }
    let (disk, sealed) = (backend.disk.clone(), bucket.settings.encryption);
    let stored = off_thread(move || disk.put(sealed, |sink| sink.write(&bytes))).await?;
    let file = File::new(described, stored, backend.clock.now());
    keep(backend, bucket, file, |_| Ok(vec![])).await
}

impl File {
    pub(super) fn new(described: Described, stored: Stored, now: appwrite::Timestamp) -> Self {
        Self {
            seq: 0,
            id: described.id,
            name: described.name,
            folder: described.folder,
            permissions: described.permissions,
            mime: mime::sniff(&stored.head).to_owned(),
            signature: stored.signature,
            chunks: crate::storage::range::count(stored.blob.size),
            blob: stored.blob,
            on_disk: stored.on_disk,
            created: now,
            updated: now,
        }
    }
}

/// Writes down a file whose bytes are on disk, and what else belongs to the same write; the blobs that `also` names
/// go when it is done. If it cannot be written down, its own bytes go again.
pub(super) async fn keep(
    backend: &Backend,
    bucket: Bucket,
    file: File,
    also: impl FnOnce(&crate::db::Tx<'_>) -> Result<Vec<String>> + Send + 'static,
) -> Result<File> {
    let (written, own) = (file.clone(), file.blob.name.clone());
    let outcome = backend
        .db
        .write(move |tx| {
            let freed = also(tx)?;
            store::files::insert(tx, &bucket, &written)?;
            tx.announce(written.happening(Action::Create, &bucket));
            Ok(freed)
        })
        .await;
    let (freed, outcome) = match outcome {
        Ok(freed) => (freed, Ok(file)),
        Err(cause) => (vec![own], Err(cause)),
    };
    backend.remove_blobs(freed).await;
    outcome
}
