namespace Orleans.Embedded.Runtime;

/// <summary>Something to run in a turn of an activation, in between its requests.</summary>
internal interface ITurnWork
{
    void Run();
}
