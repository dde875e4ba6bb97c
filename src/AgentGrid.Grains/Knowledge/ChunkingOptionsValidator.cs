using AgentGrid.Core.Rag.Chunking;
using Microsoft.Extensions.Options;

namespace AgentGrid.Grains.Knowledge;

internal sealed class ChunkingOptionsValidator : IValidateOptions<ChunkingOptions>
{
    public ValidateOptionsResult Validate(string? name, ChunkingOptions options) =>
        options.Problem() is { } problem ? ValidateOptionsResult.Fail("AgentGrid:" + problem) : ValidateOptionsResult.Success;
}
