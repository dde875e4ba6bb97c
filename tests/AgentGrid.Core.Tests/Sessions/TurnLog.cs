using AgentGrid.Core.Sessions;
using AgentGrid.Sessions.Events;

namespace AgentGrid.Core.Tests.Sessions;

/// <summary>All steps of a turn that has ended.</summary>
internal sealed record TurnLog(IReadOnlyList<TurnStep> Steps)
{
    public TurnResult Result => Steps[^1].Result.ShouldNotBeNull();

    public string Streamed => string.Concat(Of<DeltaData>().Select(delta => delta.Text));

    public IEnumerable<T> Of<T>() => Steps.Select(step => step.Data).OfType<T>();
}
