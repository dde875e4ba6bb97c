using AgentGrid.Server.Routing;
using Microsoft.AspNetCore.Http;

namespace AgentGrid.Server.Tests.Routing;

public sealed class VersionTagTests
{
    [Theory]
    [InlineData("\"3\"")]
    [InlineData("3")]
    [InlineData("W/\"3\"")]
    [InlineData(" \"3\" ")]
    public void Read_Version_IsTaken(string header) => Read(header).Value.ShouldBe(3);

    [Theory]
    [InlineData("*")]
    [InlineData("\"3\", \"4\"")]
    [InlineData("\"x\"")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("\"")]
    public void Read_AnythingElse_IsRefused(string header) => Read(header).Failure.ShouldNotBeNull().Kind.ShouldBe(FailureKind.Invalid);

    [Fact]
    public void Read_NoHeader_AsksForTheVersion() => Read(null).Failure.ShouldNotBeNull().Code.ShouldBe(FailureCodes.VersionRequired);

    private static Outcome<int> Read(string? header)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.IfMatch = header;
        return VersionTag.Read(context.Request);
    }
}
