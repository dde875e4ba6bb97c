using AgentGrid.Core.Rag.Extraction;

namespace AgentGrid.Core.Tests.Rag.Extraction;

/// <summary>Markdown and programs with pieces of HTML in them stay what they are, and lose no words.</summary>
public sealed class MarkupInTextTests
{
    private const string Readme =
        """
        <p align="center">
          <img src="https://x/logo.png" alt="FastThing logo" width="200">
        </p>
        <h1 align="center">FastThing</h1>

        <div align="center">

        [![Build](https://img.shields.io/x.svg)](https://ci)

        </div>

        Use `Map<String, List<Integer>>` and `<div>` as types.<br>Press <kbd>Ctrl</kbd>, pick <title> and <source> by hand.

        ## Installation

        ```sh
        export TOKEN=<your-token>
        echo "<div>" "<br>"
        ```

            <p>indented code</p>

        | Key | Default |
        |-----|---------|
        | port | 8080 |

        - first item <b>bold</b>

        <details><summary>More</summary>

        Error `E1234` means <port> is taken.

        </details>
        """;

    [Theory]
    [InlineData("README.md")]
    [InlineData("README")]
    public void Extract_ReadmeThatBeginsWithHtml_IsMarkdown(string name)
    {
        var found = Extracted.From(Readme, name);

        found.Headings.ShouldBe(["FastThing", "Installation"]);
        found.Blocks.Single(block => block.Kind == BlockKind.Code).Text.ShouldContain("TOKEN=<your-token>\necho \"<div>\" \"<br>\"");
        found.Blocks.Count(block => block.Kind == BlockKind.TableRow).ShouldBe(3);
        found.Blocks.Count(block => block.Kind == BlockKind.ListItem).ShouldBe(1);
    }

    [Fact]
    public void Extract_MarkdownWithTags_KeepsWordsWithoutThem()
    {
        var text = Extracted.From(Readme, "README.md").Text;

        text.ShouldStartWith("\n  FastThing logo\n\nFastThing\n\n\n\n[![Build](https://img.shields.io/x.svg)](https://ci)");
        text.ShouldContain("Use `Map<String, List<Integer>>` and `<div>` as types. Press Ctrl, pick <title> and <source> by hand.");
        text.ShouldContain("- first item bold\n\nMore \n\nError `E1234` means <port> is taken.");
        text.ShouldContain("    <p>indented code</p>");
    }

    [Theory]
    [InlineData("A vector<p> and <p, two> and a < b > c.\n")]
    [InlineData("Type ``a`<b>`` and ``x ` <br> y`` or <key>.\n")]
    [InlineData("From <https://x.y> by <ann@x.y> in </path> with <img> and <source>\n")]
    [InlineData("<\n<>\n</\n<p\n<p align=\n")]
    public void Extract_MarkdownWithoutPlainTags_IsVerbatim(string text) => Extracted.From(text, "a.md").Text.ShouldBe(text);

    [Theory]
    [InlineData("a.php", "<?php\n$rate = 0.19;\n?>\n<!DOCTYPE html>\n<html><body><p>Row</p></body></html>\n")]
    [InlineData("a.php", "<!DOCTYPE html>\n<html><body><?php foo(); ?><p>Row</p></body></html>\n")]
    [InlineData("a.vue", "<template>\n  <div><p>Welcome</p></div>\n</template>\n<script>\nexport default { name: 'x' }\n</script>\n")]
    [InlineData("a.svelte", "<script>let count=0;</script>\n<div>Clicks {count}</div>\n")]
    [InlineData("a.jsx", "<div>\n  <p>Text</p>\n</div>\n")]
    [InlineData("a.tsx", "<div>{items.map((i: Item) => <p>{i}</p>)}</div>\n")]
    public void Extract_ProgramWithMarkup_IsVerbatim(string name, string text) => Extracted.From(text, name).Text.ShouldBe(text);

    [Theory]
    [InlineData("a.md", "<!doctype html><html><body><p>Words of a page</p></body></html>")]
    [InlineData("a.js", "<html><body><p>Words of a page</p></body></html>")]
    [InlineData("page", "<div><p>Words of a page</p></div>")]
    public void Extract_WholePageUnderAnotherName_IsHtml(string name, string text) => Extracted.From(text, name).Text.ShouldBe("Words of a page\n\n");
}
