using AgentGrid.Core.Llm.Routing;
using AgentGrid.Core.Sessions.Grounding;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace AgentGrid.Core.Sessions;

internal sealed class TurnPipeline(IChatClient chat, IProviderRegistry registry, ILogger<TurnPipeline> logger, TimeProvider clock) : ITurnPipeline
{
    public IAsyncEnumerable<TurnStep> RunAsync(TurnInput input, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new TurnRun(input, chat, new HistoryWindow(chat, registry), new SourceFinder(chat, registry, clock), logger, clock, stop).StepsAsync();
    }
}
