using AgentGrid.Analytics;

namespace AgentGrid.Core.Llm.Metering;

/// <summary>Accounts for calls whose records were lost with the process that made them: the provider was paid all the same.</summary>
public interface ILostCalls
{
    /// <summary>The estimated record of a call to <paramref name="model"/> (<c>provider/model</c>) that was cut off.</summary>
    /// <param name="scope">Who the call was for; its sink is not used.</param>
    /// <param name="sent">Texts of the prompt, as far as they are known.</param>
    /// <param name="shown">What had come of the answer.</param>
    UsageRecord Estimate(UsageScope scope, string model, IEnumerable<string> sent, string shown);
}
