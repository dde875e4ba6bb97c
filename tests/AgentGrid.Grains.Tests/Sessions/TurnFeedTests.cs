using AgentGrid.Grains.Sessions;
using AgentGrid.Sessions;

namespace AgentGrid.Grains.Tests.Sessions;

public sealed class TurnFeedTests
{
    [Fact]
    public void After_NothingPublished_IsEmptyFromTheStartAndUnknownLater()
    {
        var feed = new TurnFeed();
        feed.After(0).ShouldBeEmpty();
        feed.After(3).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(2, 3)]
    [InlineData(5, 0)]
    [InlineData(9, 0)]
    public void After_AnyPoint_GivesWhatFollows(long id, int count)
    {
        var feed = new TurnFeed();
        feed.Publish(Events(1, 3));
        feed.Publish(Events(4, 2));
        var events = feed.After(id).ShouldNotBeNull();
        events.Count.ShouldBe(count);
        events.Select(turnEvent => turnEvent.Id).ShouldBe(Enumerable.Range((int)id + 1, count).Select(at => (long)at));
    }

    [Fact]
    public void After_DroppedEvents_SendsTheReaderToTheStore()
    {
        var feed = new TurnFeed();
        feed.Publish(Events(1, 4_000));
        feed.Publish(Events(4_001, 1_000));
        feed.After(0).ShouldBeNull();
        feed.After(4_990).ShouldNotBeNull().Count.ShouldBe(10);
    }

    [Fact]
    public void Changed_TakenBeforePublish_Completes()
    {
        var feed = new TurnFeed();
        var changed = feed.Changed;
        changed.IsCompleted.ShouldBeFalse();
        feed.Publish(Events(1, 1));
        changed.IsCompleted.ShouldBeTrue();
        feed.Changed.IsCompleted.ShouldBeFalse();
    }

    private static List<TurnEvent> Events(long first, int count) =>
        [.. Enumerable.Range(0, count).Select(at => new TurnEvent(first + at, TurnEventNames.Delta, "{}"))];
}
