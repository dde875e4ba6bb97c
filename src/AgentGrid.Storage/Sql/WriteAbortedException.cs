namespace AgentGrid.Storage.Sql;

/// <summary>Carries a failure out of a transaction, so that what it wrote is undone. Never leaves this project.</summary>
internal sealed class WriteAbortedException(Failure failure) : Exception(failure.Code)
{
    public Failure Failure => failure;
}
