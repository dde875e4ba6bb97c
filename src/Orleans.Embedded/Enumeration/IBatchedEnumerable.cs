namespace Orleans.Embedded.Invocation;

internal interface IBatchedEnumerable
{
    int MaxBatchSize { get; set; }
}
