namespace Orleans.Embedded.Generator;

internal enum ReturnShape
{
    Task,
    TaskOfT,
    ValueTask,
    ValueTaskOfT,
    Enumerable,
}
