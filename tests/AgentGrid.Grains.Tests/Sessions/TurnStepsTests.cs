using System.Runtime.CompilerServices;
using AgentGrid.Agents;
using AgentGrid.Core.Sessions;
using AgentGrid.Grains.Sessions;
using AgentGrid.Sessions.Events;

namespace AgentGrid.Grains.Tests.Sessions;

public sealed class TurnStepsTests
{
    private static readonly TurnInput Input = new()
    {
        SessionId = "ses",
        TurnId = "trn",
        MessageId = "msg",
        UserId = "usr",
        Agent = new PinnedAgent("agt", "Agent", 1, new AgentConfig(), HasFiles: false),
        History = [],
        Message = "Hello",
        AcceptedAt = 0,
    };

    [Fact]
    public async Task DisposeAsync_PipelineThatNobodyReads_StopsItAndLetsItClean()
    {
        var pipeline = new EndlessPipeline();
        await using (var steps = new TurnSteps(pipeline, Input, CancellationToken.None))
        {
            (await steps.Reader.ReadAsync()).Data.ShouldBeOfType<DeltaData>();
        }

        pipeline.Cleaned.ShouldBeTrue();
        pipeline.Given.ShouldBeLessThan(2_000, "the store bounds how far a model runs ahead");
    }

    [Fact]
    public async Task Reader_PipelineThatFails_ThrowsWhatItThrew()
    {
        await using var steps = new TurnSteps(new FailingPipeline(), Input, CancellationToken.None);
        (await steps.Reader.ReadAsync()).Data.ShouldBeOfType<DeltaData>();
        await Should.ThrowAsync<InvalidTimeZoneException>(async () => await steps.Reader.WaitToReadAsync());
    }

    private sealed class EndlessPipeline : ITurnPipeline
    {
        public int Given { get; private set; }

        public bool Cleaned { get; private set; }

        public async IAsyncEnumerable<TurnStep> RunAsync(TurnInput input, [EnumeratorCancellation] CancellationToken stop)
        {
            try
            {
                for (; !stop.IsCancellationRequested; Given++)
                {
                    await Task.Yield();
                    yield return new TurnStep(new DeltaData("more "));
                }
            }
            finally
            {
                Cleaned = true;
            }
        }
    }

    private sealed class FailingPipeline : ITurnPipeline
    {
        public async IAsyncEnumerable<TurnStep> RunAsync(TurnInput input, [EnumeratorCancellation] CancellationToken stop)
        {
            await Task.Yield();
            yield return new TurnStep(new DeltaData("one"));
            throw new InvalidTimeZoneException();
        }
    }
}
