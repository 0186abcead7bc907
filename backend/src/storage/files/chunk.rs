//! One chunk of a larger file. Chunks come in any order, several at once, each as often as its sender likes; the one
//! that completes the file makes it. An upload belongs to whoever began it.

use axum::{Json, body::Bytes, http::StatusCode};
use serde_json::Value;

use super::create::{Described, keep};
use crate::{
    Backend,
    caller::Caller,
    error::{Error, Kind, Result},
    storage::{
        bucket::Bucket,
        disk::{Blob, Stored},
        file::{File, Upload},
        off_thread,
        range::Chunk,
        store,
    },
};

pub(super) async fn add(
    backend: &Backend,
    caller: &Caller,
    bucket: Bucket,
    described: Described,
    chunk: Chunk,
    bytes: Bytes,
) -> Result<(StatusCode, Json<Value>)> {
    bucket.check_size(chunk.total)?;
    if bytes.len() as u64 != chunk.size {
        return Err(Kind::ContentRangeInvalid.into());
    }
    let begun = begin(backend, caller, &bucket, described, chunk).await?;
    let upload = match begun {
        Begun::UnderWay(upload) => upload,
        Begun::Whole(file) => return Ok((StatusCode::OK, Json(file.to_json(&bucket)))),
    };
    let chunks = store_chunk(backend, &bucket, &upload, chunk, bytes).await?;
    if (chunks.len() as u64) < chunk.count() {
        return Ok((StatusCode::CREATED, Json(upload.to_json(&bucket, chunks.len() as u64))));
    }
    let Some(_claim) = backend.completions.claim(upload.seq) else {
        let words = "The chunks of this file are being put together: ask again in a moment.";
        return Err(Error::new(Kind::RateLimitExceeded, words));
    };
    // Another may have completed it since the chunks were counted.
    if let Some(file) = completed(backend, &bucket, &upload).await? {
        return Ok((StatusCode::OK, Json(file.to_json(&bucket))));
    }
    let file = complete(backend, &bucket, upload, chunks).await?;
    Ok((StatusCode::CREATED, Json(file.to_json(&bucket))))
}

enum Begun {
    UnderWay(Upload),
    /// Every chunk has come already.
    Whole(File),
}

/// The upload this chunk belongs to; the first chunk to come begins it.
async fn begin(
    backend: &Backend,
    caller: &Caller,
    bucket: &Bucket,
    described: Described,
    chunk: Chunk,
) -> Result<Begun> {
    let now = backend.clock.now();
    let fresh = Upload {
        seq: 0,
        id: described.id,
        starter: starter(caller),
        name: described.name,
        folder: described.folder,
        permissions: described.permissions,
        size: chunk.total,
        created: now,
        updated: now,
    };
    let (bucket, caller) = (bucket.clone(), caller.clone());
    let begin = move |tx: &mut crate::db::Tx<'_>| {
        if let Some(file) = store::files::find(tx, &bucket, &fresh.id)? {
            // Sent again because its answer was lost. Others learn only that the id is taken.
            let known = bucket.allows(appwrite::wire::Action::Read, &file, &caller);
            return if known { Ok(Begun::Whole(file)) } else { Err(Kind::FileAlreadyExists.into()) };
        }
        match store::uploads::find(tx, &bucket, &fresh.id)? {
            Some(upload) if upload.starter != fresh.starter => Err(Kind::UserUnauthorized.into()),
            Some(upload) if upload.size != fresh.size => Err(Kind::ContentRangeInvalid.into()),
            Some(upload) => Ok(Begun::UnderWay(upload)),
            None => store::uploads::insert(tx, &bucket, fresh).map(Begun::UnderWay),
        }
    };
    backend.db.write(begin).await
}

/// Who an upload belongs to. Guests cannot be told apart but by where they call from.
fn starter(caller: &Caller) -> String {
    match caller.user_id() {
        Some(user) => format!("user:{user}"),
        None if caller.is_key() => "key".into(),
        None => format!("guest:{}", caller.address()),
    }
}

/// Keeps one chunk. Returns those that have come by now, in order.
async fn store_chunk(
    backend: &Backend,
    bucket: &Bucket,
    upload: &Upload,
    chunk: Chunk,
    bytes: Bytes,
) -> Result<Vec<Blob>> {
    let (disk, sealed) = (backend.disk.clone(), bucket.settings.encryption);
    let blob = off_thread(move || disk.put(sealed, |sink| sink.write(&bytes))).await?.blob;
    let (upload, name, now) = (upload.clone(), blob.name.clone(), backend.clock.now());
    let written = backend
        .db
        .write(move |tx| {
            let added = store::uploads::add_chunk(tx, &upload, chunk.place, &blob, now)?;
            Ok((added, store::uploads::chunks(tx, &upload)?))
        })
        .await;
    // A chunk that came twice, or could not be written down, is nobody's.
    if !matches!(written, Ok((true, _))) {
        backend.remove_blobs(vec![name]).await;
    }
    written.map(|(_, chunks)| chunks)
}

/// The file, if its upload is over.
async fn completed(backend: &Backend, bucket: &Bucket, upload: &Upload) -> Result<Option<File>> {
    let (bucket, upload) = (bucket.clone(), upload.clone());
    let look = move |conn: &rusqlite::Connection| match store::uploads::find(conn, &bucket, &upload.id)? {
        Some(found) if found.seq == upload.seq => Ok(None),
        _ => store::files::find(conn, &bucket, &upload.id)?.map(Some).ok_or(Kind::FileNotFound.into()),
    };
    backend.db.read(look).await
}

/// Makes one file of all chunks. Only whoever has a claim on the upload may.
async fn complete(backend: &Backend, bucket: &Bucket, upload: Upload, chunks: Vec<Blob>) -> Result<File> {
    let disk = backend.disk.clone();
    let (sealed, parts) = (bucket.settings.encryption, chunks.clone());
    let stored: Stored = off_thread(move || {
        disk.put(sealed, |sink| {
            for part in &parts {
                let mut reader = disk.read(part, 0, part.size)?;
                while let Some(bytes) = reader.next()? {
                    sink.write(&bytes)?;
                }
            }
            Ok(())
        })
    })
    .await?;
    let described = Described {
        id: upload.id.clone(),
        name: upload.name.clone(),
        folder: upload.folder.clone(),
        permissions: upload.permissions.clone(),
    };
    let file = File { created: upload.created, ..File::new(described, stored, backend.clock.now()) };
    keep(backend, bucket.clone(), file, move |tx| {
        store::uploads::delete(tx, &upload)?;
        Ok(chunks.into_iter().map(|chunk| chunk.name).collect())
    })
    .await
}
