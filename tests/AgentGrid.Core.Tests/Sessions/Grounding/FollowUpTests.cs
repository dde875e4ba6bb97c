using AgentGrid.Core.Sessions.Grounding;
using AgentGrid.Sessions;

namespace AgentGrid.Core.Tests.Sessions.Grounding;

public sealed class FollowUpTests
{
    [Theory]
    [InlineData("And how many of them are open?")]
    [InlineData("What does it cost?")]
    [InlineData("Who are their competitors?")]
    [InlineData("Is that also true for part-time employees of the Rotterdam office?")]
    [InlineData("Why?")]
    [InlineData("Which one?")]
    [InlineData("How far is the station from there?")]
    [InlineData("What about the second one?")]
    [InlineData("Und was kostet das im Monat?")]
    [InlineData("Wie lange dauert die Fahrt von dort?")]
    [InlineData("它的价格是多少？")]
    [InlineData("А сколько это стоит в месяц?")]
    public void PointsBack_MessageThatNeedsWhatWasSaid_True(string message) => FollowUp.PointsBack(message).ShouldBeTrue();

    [Theory]
    [InlineData("When does the warehouse in Rotterdam close on Fridays?")]
    [InlineData("What does the policy say about employees that leave early?")]
    [InlineData("Is it possible to pay the annual fee by card?")]
    [InlineData("How long does it take to renew a passport in Bern?")]
    [InlineData("How do I reach the IT department by phone?")]
    [InlineData("Do employees keep their laptops when leaving the company?")]
    [InlineData("Is there a fee for cancelling the annual contract?")]
    [InlineData("Können Sie mir die Kündigungsfrist im Mietvertrag nennen?")]
    [InlineData("仓库星期五几点关门而且需要预约吗？")]
    [InlineData("")]
    public void PointsBack_MessageThatSaysItAll_False(string message) => FollowUp.PointsBack(message).ShouldBeFalse();

    [Theory]
    [InlineData("What are the penalties?", true)]
    [InlineData("When does the warehouse in Rotterdam close?", false)]
    public void IsThin_CountsWhatTheMessageSaysItself(string message, bool expected) => FollowUp.IsThin(message).ShouldBe(expected);

    [Fact]
    public void Joined_LongMessage_StandsAlone()
    {
        var message = string.Join(' ', Enumerable.Repeat("word", 13));
        FollowUp.Joined(message, [Turns.Said(1, MessageRole.User, "before")]).ShouldBe(message);
        FollowUp.Joined("And then?", [Turns.Said(1, MessageRole.User, "before"), Turns.Said(2, MessageRole.Assistant, "yes")])
            .ShouldBe("before\nAnd then?");
    }
}
