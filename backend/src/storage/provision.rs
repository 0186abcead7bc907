//! The deployment's buckets. New ones are made and settings brought up to date; no bucket and no file is ever lost.

use crate::{
    Backend,
    access::{Grants, Thing},
    config::BucketSpec,
    error::Result,
    storage::{
        bucket::{Bucket, LARGEST_FILE, Settings},
        store::buckets,
    },
};

pub(crate) async fn provision(backend: &Backend) -> Result<()> {
    let (specs, now) = (backend.config.deployment.buckets.clone(), backend.clock.now());
    backend
        .db
        .write(move |tx| {
            for spec in specs {
                let permissions = Grants::of(spec.permissions.clone(), Thing::Container);
                let settings = settings(&spec);
                match buckets::find(tx, &spec.id)? {
                    None => {
                        let (created, updated) = (now, now);
                        let bucket = Bucket { seq: 0, id: spec.id, permissions, created, updated, settings };
                        buckets::insert(tx, &bucket)?;
                    }
                    Some(bucket) if bucket.settings != settings || bucket.permissions != permissions => {
                        buckets::update(tx, &Bucket { permissions, settings, updated: now, ..bucket })?;
                    }
                    Some(_) => {}
                }
            }
            Ok(())
        })
        .await
}

fn settings(spec: &BucketSpec) -> Settings {
    Settings {
        name: spec.name.clone(),
        file_security: spec.file_security,
        enabled: spec.enabled,
        maximum_file_size: spec.maximum_file_size.clamp(1, LARGEST_FILE),
        extensions: spec.allowed_file_extensions.iter().map(|one| one.to_lowercase()).collect(),
        compression: spec.compression,
        encryption: spec.encryption,
        antivirus: spec.antivirus,
        transformations: spec.transformations,
    }
}
