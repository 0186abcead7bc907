-- The network that limits count an execution by, as `appwrite::Network` writes it; null for keys and schedules.
ALTER TABLE executions ADD COLUMN network TEXT;
CREATE INDEX executions_scheduled_of_person ON executions (user) WHERE status = 'scheduled';
CREATE INDEX executions_scheduled_of_network ON executions (network) WHERE status = 'scheduled';
CREATE INDEX executions_ended_of_person ON executions (user, seq) WHERE status IN ('completed', 'failed');
CREATE INDEX executions_ended_of_network ON executions (network, seq) WHERE status IN ('completed', 'failed');
