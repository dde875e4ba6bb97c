using AgentGrid.Core.Rag.Extraction;
using Microsoft.Extensions.Options;

namespace AgentGrid.Grains.Knowledge;

internal sealed class ExtractionOptionsValidator : IValidateOptions<ExtractionOptions>
{
    public ValidateOptionsResult Validate(string? name, ExtractionOptions options) =>
        options.Problem() is { } problem ? ValidateOptionsResult.Fail(problem) : ValidateOptionsResult.Success;
}
