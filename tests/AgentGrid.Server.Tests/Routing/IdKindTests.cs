using AgentGrid.Core.Identifiers;
using AgentGrid.Server.Routing;

namespace AgentGrid.Server.Tests.Routing;

public sealed class IdKindTests
{
    [Fact]
    public void IsWellFormed_EveryIdWeMake_IsTaken()
    {
        foreach (var kind in IdKind.ByParameter.Values)
        {
            kind.IsWellFormed(new IdGenerator(TimeProvider.System).NewId(kind.Prefix)).ShouldBeTrue();
            kind.IsWellFormed(DerivedId.Of(kind.Prefix, "u", "r", "k")).ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("agt_")]
    [InlineData("ses_01abc")]
    [InlineData("agt_01ABC")]
    [InlineData("agt_../../x")]
    [InlineData("agt_1' or 1=1")]
    [InlineData("agt_0123456789012345678901234567890123456789012345678901234567890123456789")]
    public void IsWellFormed_AnythingElse_IsNot(string id) => IdKind.Agent.IsWellFormed(id).ShouldBeFalse();
}
