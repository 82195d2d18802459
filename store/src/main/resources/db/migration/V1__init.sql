-- Serves H2 (MODE=PostgreSQL) and PostgreSQL. Times are epoch milliseconds; JSON is text; sealed columns are AES-GCM ciphertext.
-- No `text` type: H2 makes a large object of it, kept apart from its row.

create table pod (
    name              varchar(63)   not null primary key,
    target            varchar(1000) not null,           -- what the user typed, shown back
    access_sealed     bytea         not null,           -- resolved address, jumps and keys, encrypted
    host_key          varchar(2000) not null,           -- pinned; empty until the first connection
    ssh_mode          varchar(16)   not null,
    root              varchar(1000) not null,
    mount_command     varchar(4000) not null,
    models_path       varchar(1000) not null,           -- empty: the Hub's own default
    environment       varchar(1000000) not null,           -- JSON object
    secrets_sealed    bytea,                            -- JSON object of secret environment, encrypted
    shared            boolean       not null,
    fingerprint       varchar(200)  not null,           -- empty until the first connection
    boot_identity     varchar(200)  not null,
    status            varchar(32)   not null,
    reason            varchar(2000) not null,
    facts             varchar(1000000) not null,           -- JSON of the last facts; empty object before
    facts_at          bigint        not null,
    created_at        bigint        not null,
    updated_at        bigint        not null
);
create index pod_fingerprint on pod (fingerprint);

create table gpu (
    pod                varchar(63)  not null references pod (name) on delete cascade,
    uuid               varchar(100) not null,
    idx                integer      not null,
    name               varchar(200) not null,
    memory_total_mib   bigint       not null,
    memory_free_mib    bigint       not null,
    unified_memory     boolean      not null,
    compute_capability varchar(16)  not null,
    primary key (pod, uuid)
);

create table runtime (
    pod           varchar(63)   not null references pod (name) on delete cascade,
    name          varchar(100)  not null,
    request       varchar(400)  not null,               -- what was asked for: runtime, torch backend
    path          varchar(1000) not null,
    status        varchar(32)   not null,
    vllm          varchar(100)  not null,
    torch         varchar(100)  not null,
    cuda          varchar(100)  not null,
    python        varchar(100)  not null,
    gpu_count     integer       not null,
    run_id        varchar(36)   not null,
    updated_at    bigint        not null,
    primary key (pod, name)
);

create table model (
    pod           varchar(63)   not null references pod (name) on delete cascade,
    repository    varchar(200)  not null,
    revision      varchar(64)   not null,               -- commit
    branch        varchar(200)  not null,               -- what was asked for
    status        varchar(32)   not null,
    size_bytes    bigint        not null,
    file_count    integer       not null,
    path          varchar(2000) not null,
    run_id        varchar(36)   not null,
    verified_at   bigint        not null,               -- 0: never
    updated_at    bigint        not null,
    primary key (pod, repository, revision)
);

create table deployment (
    name           varchar(63)   not null primary key,
    pod            varchar(63)   not null,
    model          varchar(200)  not null,
    revision       varchar(200)  not null,
    runtime        varchar(100)  not null,
    desired        varchar(32)   not null,
    status         varchar(32)   not null,
    reason_code    varchar(64)   not null,
    reason         varchar(2000) not null,
    instance       integer       not null,
    spec           varchar(1000000) not null,              -- JSON of ServerSpec
    api_key_sealed bytea         not null,
    run_id         varchar(36)   not null,
    created_at     bigint        not null,
    updated_at     bigint        not null
);
create index deployment_pod on deployment (pod);

create table instance (
    deployment    varchar(63)  not null,
    number        integer      not null,
    pod           varchar(63)  not null,
    job_id        varchar(200) not null,
    port          integer      not null,
    gpus          varchar(1000000) not null,                -- JSON array of UUIDs
    plan          varchar(1000000) not null,                -- JSON of ServerPlan
    model_id      varchar(400) not null,                -- name under which it serves
    status        varchar(32)  not null,
    run_id        varchar(36)  not null,
    ready_at      bigint       not null,
    updated_at    bigint       not null,
    primary key (deployment, number)
);

-- A share of a GPU held by an instance; thousandths, at most 950 in sum a GPU.
create table gpu_lease (
    gpu_uuid       varchar(100) not null,
    deployment     varchar(63)  not null,
    instance       integer      not null,
    share_permille integer      not null,
    run_id         varchar(36)  not null,
    created_at     bigint       not null,
    primary key (gpu_uuid, deployment, instance)
);
create index gpu_lease_instance on gpu_lease (deployment, instance);

-- A port of a machine (not of a pod: two names may lead to one machine).
create table port_lease (
    fingerprint    varchar(200) not null,
    port           integer      not null,
    deployment     varchar(63)  not null,
    instance       integer      not null,
    run_id         varchar(36)  not null,
    created_at     bigint       not null,
    primary key (fingerprint, port),
    constraint port_lease_once unique (deployment, instance)
);

create table run (
    id               varchar(36)   not null primary key,   -- UUIDv7
    kind             varchar(32)   not null,
    pod              varchar(63)   not null,
    model            varchar(200)  not null,
    deployment       varchar(63)   not null,
    workflow_id      varchar(400)  not null,
    temporal_run_id  varchar(64)   not null,
    request_hash     varchar(64)   not null,
    request          varchar(1000000) not null,               -- JSON, never with a secret
    status           varchar(32)   not null,
    failure_code     varchar(64)   not null,
    failure_message  varchar(4000) not null,
    last_event       bigint        not null,
    log_bytes        bigint        not null,
    bytes_done       bigint        not null,
    bytes_total      bigint        not null,
    bytes_per_second bigint        not null,
    created_at       bigint        not null,
    updated_at       bigint        not null,
    ended_at         bigint        not null                 -- 0: not ended
);
create index run_workflow on run (workflow_id, status);
create index run_ended on run (ended_at);

-- The numbered events of a run: steps, notes, progress, and pointers to log text.
create table run_event (
    run_id     varchar(36)  not null references run (id) on delete cascade,
    number     bigint       not null,
    event_key  varchar(200) not null,
    type       varchar(32)  not null,
    at         bigint       not null,
    payload    varchar(1000000) not null,                       -- JSON
    primary key (run_id, number),
    constraint run_event_once unique (run_id, event_key)
);

-- The text that events of type LOG point to.
create table run_log (
    run_id     varchar(36)  not null references run (id) on delete cascade,
    job_id     varchar(200) not null,
    log_offset bigint       not null,
    event      bigint       not null,
    text       varchar(1000000) not null,
    primary key (run_id, job_id, log_offset)
);
create index run_log_event on run_log (run_id, event);

create table token (
    id           varchar(36)  not null primary key,
    name         varchar(100) not null unique,
    hash         varchar(64)  not null unique,              -- SHA-256, hexadecimal
    role         varchar(16)  not null,
    created_at   bigint       not null,
    revoked_at   bigint       not null                      -- 0: valid
);
