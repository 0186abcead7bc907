//! What one person chose about others, as their settings show it: exceptions and blocks.

use std::{collections::BTreeMap, mem::size_of, sync::Arc};

use appwrite::{Client, Id};

use super::{Exception, blocks, store};
use crate::{
    AppError,
    read_model::Weigh,
    state::{Caller, app_state},
};

/// Rows that their owner alone reads.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choices {
    pub(super) exceptions: BTreeMap<Id, Exception>,
    pub(super) blocked: Vec<Id>,
}

impl Choices {
    /// As they are in the database.
    pub(super) async fn read(client: &Client, owner: &Id) -> Result<Self, AppError> {
        let (exceptions, blocked) =
            tokio::try_join!(store::exceptions(client, owner), blocks::of(client, owner))?;
        Ok(Self { exceptions, blocked })
    }
}

impl Weigh for Choices {
    fn bytes(&self) -> usize {
        let ids = self.exceptions.len() + self.blocked.len();
        size_of::<Self>() + ids * (Id::MAX_LEN + 2 * size_of::<Id>())
    }
}

/// What the caller chose, kept from one request to the next where the process is told of changes. For what a page shows.
pub(crate) async fn choices(caller: &Caller) -> Result<Arc<Choices>, AppError> {
    let me = &caller.account.id;
    let read = Choices::read(&caller.client, me);
    match app_state()?.read_model {
        Some(model) => model.choices.get_or_read(me, read).await,
        None => Ok(Arc::new(read.await?)),
    }
}
