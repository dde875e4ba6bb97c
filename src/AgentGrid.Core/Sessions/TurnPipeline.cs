using AgentGrid.Core.Llm.Routing;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Sessions;

internal sealed class TurnPipeline(IChatClient chat, IProviderRegistry registry, TimeProvider clock) : ITurnPipeline
{
    public IAsyncEnumerable<TurnStep> RunAsync(TurnInput input, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new TurnRun(input, chat, new HistoryWindow(chat, registry), clock, stop).StepsAsync();
    }
}
