using AgentGrid.Agents;
using AgentGrid.Analytics;
using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Metering;
using AgentGrid.Core.Llm.Tools;
using AgentGrid.Sessions;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Sessions;

/// <summary>What an agent's config asks of the model chain.</summary>
internal static class TurnOptions
{
    /// <param name="isShortest">Whether nothing is left that the prompt could go without.</param>
    /// <param name="rejected">Models that need not be asked again.</param>
    public static ChatOptions Of(
        TurnInput input, IReadOnlyList<Citation> sources, IUsageSink sink, bool isShortest, IReadOnlyList<RouteRejection> rejected)
    {
        var config = input.Agent.Config;
        var options = new ChatOptions
        {
            ModelId = config.Model,
            Temperature = (float?)config.Temperature,
            TopP = (float?)config.TopP,
            MaxOutputTokens = config.MaxOutputTokens,
            Tools = config.Limits.MaxToolRounds > 0 ? AllowedTools(config.Tools, input.Tools) : [],
        };
        return (Request(input, sources, sink, UsagePurposes.Answer) with { IsShortest = isShortest, Rejected = rejected }).ApplyTo(options);
    }

    /// <summary>A call beside the answer, on the same models, without tools. The offline provider does not stand in for them.</summary>
    public static ChatOptions Beside(
        TurnInput input, IUsageSink sink, string purpose, int maxOutputTokens, IReadOnlyList<RouteRejection>? rejected = null) =>
        (Request(input, [], sink, purpose) with { AllowOffline = false, Rejected = rejected ?? [] }).ApplyTo(new ChatOptions
        {
            ModelId = input.Agent.Config.Model,
            MaxOutputTokens = maxOutputTokens,
        });

    /// <summary>Only what the config names: a tool that merely exists cannot be called.</summary>
    private static List<AITool> AllowedTools(AgentTools config, IReadOnlyList<IAgentTool> tools) =>
        [.. tools.Where(tool => tool.IsNamedIn(config)).Select(tool => new AgentToolDeclaration(tool))];

    private static ModelRequest Request(TurnInput input, IReadOnlyList<Citation> sources, IUsageSink sink, string purpose)
    {
        var config = input.Agent.Config;
        return new ModelRequest
        {
            FallbackModels = config.FallbackModels,
            Purpose = purpose,
            Sources = sources,
            AllowOffline = config.OfflineFallback,
            HasImages = purpose == UsagePurposes.Answer && !input.Attachments.IsEmpty,
            Limits = new ToolLimits(config.Limits.MaxToolRounds, config.Limits.MaxTurnCostUsd),
            CacheTtl = config.ResponseCacheSeconds > 0 ? TimeSpan.FromSeconds(config.ResponseCacheSeconds) : null,
            Usage = new UsageScope
            {
                UserId = input.UserId,
                AgentId = input.Agent.AgentId,
                AgentVersion = input.Agent.Version,
                SessionId = input.SessionId,
                TurnId = input.TurnId,
                Sink = sink,
            },
        };
    }
}
