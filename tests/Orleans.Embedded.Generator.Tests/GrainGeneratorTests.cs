namespace Orleans.Embedded.Generator.Tests;

public sealed class GrainGeneratorTests
{
    [Fact]
    public void Interface_WithEveryKindOfResult_Compiles()
    {
        var run = GeneratorRun.Of(
            """
            namespace A.B;
            public interface IBase : IGrainWithStringKey { Task InheritedAsync(); }
            public interface IAll : IBase
            {
                Task NothingAsync();
                Task<string?> TextAsync(string? text, int number);
                ValueTask TouchAsync(CancellationToken cancellationToken);
                [AlwaysInterleave] ValueTask<List<string?>> ListAsync((int A, string B) pair, string @class, CancellationToken cancellationToken = default);
                [ReadOnly, ResponseTimeout("00:01:00")] Task<int[]> ReadAsync();
                [OneWay] Task ForgetAsync();
                IAsyncEnumerable<string> WatchAsync(long after, CancellationToken cancellationToken);
            }
            internal sealed class AllGrain([PersistentState("s", "t")] IPersistentState<object> state, System.IServiceProvider services, IGrainContext context, System.Uri? uri = null) : Grain, IAll
            {
                public Task InheritedAsync() => throw new System.NotSupportedException();
                public Task NothingAsync() => throw new System.NotSupportedException();
                public Task<string?> TextAsync(string? text, int number) => throw new System.NotSupportedException();
                public ValueTask TouchAsync(CancellationToken cancellationToken) => throw new System.NotSupportedException();
                public ValueTask<List<string?>> ListAsync((int A, string B) pair, string @class, CancellationToken cancellationToken = default) => throw new System.NotSupportedException();
                public Task<int[]> ReadAsync() => throw new System.NotSupportedException();
                public Task ForgetAsync() => throw new System.NotSupportedException();
                public IAsyncEnumerable<string> WatchAsync(long after, CancellationToken cancellationToken) => throw new System.NotSupportedException();
            }
            """);
        run.Rules.ShouldBeEmpty();
        run.Errors.ShouldBeEmpty();
        run.Generated.ShouldContain("Proxy_A_B_IAll");
        run.Generated.ShouldContain("GrainMethodOptions.ReadOnly, \"00:01:00\"");
    }

    [Theory]
    [InlineData("void Go();", "OEG001")]
    [InlineData("int Go();", "OEG001")]
    [InlineData("[OneWay] Task<int> GoAsync();", "OEG001")]
    [InlineData("string Name { get; }", "OEG002")]
    [InlineData("event System.Action Changed;", "OEG002")]
    [InlineData("Task GoAsync<T>();", "OEG003")]
    [InlineData("Task GoAsync(ref int number);", "OEG004")]
    [InlineData("Task GoAsync(CancellationToken cancellationToken, int number);", "OEG004")]
    public void Interface_WithUnsupportedMember_IsRefused(string member, string rule)
    {
        var run = GeneratorRun.Of($"public interface IBad : IGrainWithStringKey {{ {member} }}");
        run.Rules.ShouldBe([rule]);
        run.Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("public interface IBad<T> : IGrainWithStringKey { Task GoAsync(); }", "OEG003")]
    [InlineData("public class Outer { private interface IBad : IGrainWithStringKey { Task GoAsync(); } }", "OEG005")]
    [InlineData("public class BadGrain<T> : Grain, IGrainWithStringKey { }", "OEG003")]
    [InlineData("public class Outer { private class BadGrain : Grain, IGrainWithStringKey { } }", "OEG005")]
    [InlineData("public class BadGrain : Grain, IGrainWithStringKey { private BadGrain() { } }", "OEG006")]
    [InlineData("public class BadGrain([PersistentState(\"s\")] string state) : Grain, IGrainWithStringKey { }", "OEG006")]
    public void Type_ThatCannotBeUsed_IsRefused(string source, string rule) => GeneratorRun.Of(source).Rules.ShouldBe([rule]);

    [Fact]
    public void OtherTypes_AreLeftAlone()
    {
        var run = GeneratorRun.Of("public interface IOther : System.IDisposable { int Go(); } public class Other : System.IDisposable { public void Dispose() { } }");
        run.Rules.ShouldBeEmpty();
        run.Generated.ShouldNotContain("Other");
    }

    [Fact]
    public void PartialGrain_IsDescribedOnce()
    {
        var run = GeneratorRun.Of(
            """
            public partial interface ITwice : IGrainWithStringKey { Task OneAsync(); }
            public partial interface ITwice : IGrain { Task TwoAsync(); }
            public partial class TwiceGrain : Grain { public Task OneAsync() => Task.CompletedTask; }
            public partial class TwiceGrain : ITwice { public Task TwoAsync() => Task.CompletedTask; }
            """);
        run.Errors.ShouldBeEmpty();
        run.Generated.Split("new global::TwiceGrain()").Length.ShouldBe(2);
    }
}
