// Many rows at once, which is the key's alone, and columns that count.
import assert from "node:assert/strict";
import { test } from "node:test";
import { openHome, refused, server } from "../people.mjs";

const home = await openHome();
const { tablesDB: rows } = home.key;
const { Permission, Query, Role } = server;
const SCORES = { databaseId: "appchat-db", tableId: "scores" };
await rows.createTable({ ...SCORES, name: "Scores", permissions: [Permission.write(Role.users())] });
await rows.createVarcharColumn({ ...SCORES, key: "name", size: 32, required: true });
await rows.createIntegerColumn({ ...SCORES, key: "points", required: false, max: 10 });

test("rows are made, put, changed and deleted together", async () => {
  const made = await rows.createRows({ ...SCORES, rows: [{ $id: "a", name: "ann" }, { $id: "b", name: "bob" }] });
  assert.deepEqual(made.rows.map((row) => row.$id), ["a", "b"]);
  const put = await rows.upsertRows({ ...SCORES, rows: [{ $id: "b", name: "ben" }, { $id: "c", name: "cleo" }] });
  assert.equal(put.total, 2);
  const queries = [Query.equal("name", ["ann", "ben"])];
  const changed = await rows.updateRows({ ...SCORES, data: { points: 3 }, queries });
  assert.deepEqual(changed.rows.map((row) => row.points), [3, 3]);
  const halfNew = [{ $id: "d", name: "dora" }, { $id: "a", name: "ann" }];
  await rows.upsertRow({ ...SCORES, rowId: "a", data: { name: "ann" } });
  await refused(rows.createRows({ ...SCORES, rows: halfNew }), 409, "row_already_exists");
  await refused(rows.getRow({ ...SCORES, rowId: "d" }), 404, "row_not_found");
  assert.equal((await rows.deleteRows({ ...SCORES, queries: [Query.equal("points", 3)] })).total, 2);
  assert.deepEqual((await rows.listRows(SCORES)).rows.map((row) => row.name), ["cleo"]);
  const { tablesDB } = (await home.person("alice")).server;
  await refused(tablesDB.createRows({ ...SCORES, rows: [{ name: "eve" }] }), 401, "general_unauthorized_scope");
});

test("a column counts up and down within its bounds, for a page too", async () => {
  const { web } = await home.person("alice");
  await rows.createRow({ ...SCORES, rowId: "count", data: { name: "count", points: 9 } });
  const points = { ...SCORES, rowId: "count", column: "points" };
  assert.equal((await web.tablesDB.incrementRowColumn({ ...points, max: 10 })).points, 10);
  await refused(web.tablesDB.incrementRowColumn({ ...points, max: 10 }), 400, "column_limit_exceeded");
  assert.equal((await rows.decrementRowColumn({ ...points, value: 4, min: 0 })).points, 6);
});
