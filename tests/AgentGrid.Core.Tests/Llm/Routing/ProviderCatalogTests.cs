using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Routing;

namespace AgentGrid.Core.Tests.Llm.Routing;

public sealed class ProviderCatalogTests
{
    [Theory]
    [InlineData("default")]
    [InlineData("fast")]
    [InlineData("smart")]
    public void Resolve_NothingConfigured_WellKnownAliasesAreOffline(string alias)
    {
        var resolved = Catalog().Resolve(alias).Value.ShouldNotBeNull();

        resolved.Name.ToString().ShouldBe("offline/extractive");
        resolved.Chosen.ShouldBeFalse();
    }

    [Fact]
    public void Resolve_Default_IsTheFirstUsableProvidersFirstModel()
    {
        var catalog = Catalog(
            Provider("a", ProviderTypes.OpenAi, key: null),
            Provider("b", ProviderTypes.OpenAiCompatible, key: null, "big", "small") with { BaseUrl = "http://b/v1" });

        catalog.Resolve("default").Value.ShouldNotBeNull().Name.ToString().ShouldBe("b/big");
    }

    [Fact]
    public void Resolve_AliasSet_IsWhatItStandsFor()
    {
        var catalog = new ProviderCatalog(
            [Provider("a", ProviderTypes.OpenAi, "k"), Offline], new Dictionary<string, string> { ["fast"] = "a/tiny" });

        catalog.Resolve("FAST").Value.ShouldNotBeNull().Name.ToString().ShouldBe("a/tiny");
    }

    [Fact]
    public void Resolve_ModelWithSlashes_BelongsToTheFirstPart()
    {
        var catalog = Catalog(Provider("router", ProviderTypes.OpenAi, "k"));

        catalog.Resolve("router/meta/llama:free").Value.ShouldNotBeNull().Name.Model.ShouldBe("meta/llama:free");
    }

    [Fact]
    public void Resolve_BareNameThatOneProviderLists_IsFound()
    {
        Catalog(Provider("a", ProviderTypes.OpenAi, "k", "m1")).Resolve("m1").Value.ShouldNotBeNull().Name.ToString().ShouldBe("a/m1");
    }

    [Theory]
    [InlineData("nope")]
    [InlineData("nope/model")]
    [InlineData("a/unlisted")]
    [InlineData("/")]
    [InlineData("")]
    public void Resolve_Unknown_FailsAndListsWhatExists(string name)
    {
        var failure = Catalog(Provider("a", ProviderTypes.OpenAi, "k", "m1")).Resolve(name).Failure.ShouldNotBeNull();

        failure.Kind.ShouldBe(FailureKind.Invalid);
        failure.Code.ShouldBe(FailureCodes.UnknownModel);
        failure.Detail.ShouldContain("a/m1");
        failure.Detail.ShouldContain("offline/extractive");
    }

    private static ProviderDefinition Offline { get; } = Provider("offline", ProviderTypes.Offline, null, "extractive");

    private static ProviderCatalog Catalog(params ProviderDefinition[] providers) =>
        new([.. providers, Offline], new Dictionary<string, string>());

    private static ProviderDefinition Provider(string name, string type, string? key, params string[] models) =>
        new() { Name = name, Type = type, ApiKey = key, Models = models };
}
