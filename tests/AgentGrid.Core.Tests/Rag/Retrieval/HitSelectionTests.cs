using AgentGrid.Core.Rag.Retrieval;

namespace AgentGrid.Core.Tests.Rag.Retrieval;

public sealed class HitSelectionTests
{
    private const ulong Text = 0x0F0F_1234_5678_9ABC;

    [Fact]
    public void Select_ScoresAreClose_GivesTheLastPlaceToAnotherFile()
    {
        var hits = Select(3, 0, (1, 0, 0.80), (1, 1, 0.79), (1, 2, 0.78), (2, 0, 0.77), (1, 3, 0.76));

        hits.ShouldBe([(1, 0), (1, 1), (2, 0)]);
    }

    [Fact]
    public void Select_OneFileIsClearlyBetter_GivesItAllPlaces()
    {
        var hits = Select(3, 0, (1, 0, 0.80), (1, 1, 0.79), (1, 2, 0.78), (2, 0, 0.60));

        hits.ShouldBe([(1, 0), (1, 1), (1, 2)]);
    }

    [Fact]
    public void Select_MinScore_MayGiveNothing()
    {
        Select(3, 0.5, (1, 0, 0.80), (2, 0, 0.51), (3, 0, 0.49)).ShouldBe([(1, 0), (2, 0)]);
        Select(3, 0.9, (1, 0, 0.80)).ShouldBeEmpty();
        Select(3, 0, (1, 0, 0)).ShouldBeEmpty("a chunk that shares nothing with the question is no hit");
    }

    [Fact]
    public void Select_NearDuplicates_AreShownOnceAndMakeRoom()
    {
        // Two bits differ: the same text but for a word.
        var sketches = new Dictionary<int, ulong> { [1] = Text, [2] = Text ^ 0b101, [3] = Text ^ 0xFF, [4] = ~Text };

        HitSelection.Select(Candidates((1, 0, 0.80), (2, 0, 0.80), (3, 0, 0.795), (4, 0, 0.5)), 3, 0, key => sketches[key.File], _ => 0)
            .Select(hit => hit.Key.File).ShouldBe([1, 3, 4]);
    }

    [Fact]
    public void Select_NearDuplicatesThatTheQuestionTellsApart_AreBothShown() =>
        HitSelection.Select(Candidates((1, 0, 0.80), (2, 0, 0.70)), 3, 0, _ => Text, _ => 0).Count.ShouldBe(2);

    [Fact]
    public void Select_TheSameText_IsShownOnceWhateverItsTitlesScore() =>
        HitSelection.Select(Candidates((1, 0, 0.80), (2, 0, 0.60), (3, 0, 0.5)), 3, 0, _ => 0, key => key.File == 3 ? 9UL : 7UL)
            .Select(hit => hit.Key.File).ShouldBe([1, 3]);

    [Fact]
    public void Select_ChunksWithoutASketch_AreNoDuplicates() =>
        HitSelection.Select(Candidates((1, 0, 0.80), (2, 0, 0.80)), 3, 0, _ => 0, _ => 0).Count.ShouldBe(2);

    private static List<(int File, int Ordinal)> Select(int count, double minScore, params (int File, int Ordinal, double Score)[] candidates) =>
        HitSelection.Select(Candidates(candidates), count, minScore, _ => 0, _ => 0).ConvertAll(hit => (hit.Key.File, hit.Key.Ordinal));

    private static List<FusedChunk> Candidates(params (int File, int Ordinal, double Score)[] candidates) =>
        [.. candidates.Select(chunk => new FusedChunk(new ChunkKey(chunk.File, chunk.Ordinal), chunk.Score, null, null))];
}
