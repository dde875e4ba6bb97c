using System.Globalization;
using System.Text;
using System.Xml;
using AgentGrid.Core.Rag.Extraction.Xml;

namespace AgentGrid.Core.Rag.Extraction.Office;

/// <summary>Reads the rows of a sheet one at a time.</summary>
internal static class XlsxRows
{
    /// <summary>Columns of a sheet, by Excel's own limit.</summary>
    private const int MaxColumns = 16_384;

    private const string Threaded = "[Threaded comment]";

    private const string ThreadBegins = "Comment:";

    /// <summary>The rows that hold anything, each with its number, from 1, as its filled cells with their columns in order: one cell may stand in column 16,384.</summary>
    public static IEnumerable<(int Number, List<(int Column, string Text)> Cells)> Read(XmlReader reader, SharedStrings strings, XlsxFormats formats, ExtractionOptions options)
    {
        var row = new List<(int Column, string Text)>();
        var value = new StringBuilder();
        string? type = null, style = null;
        var (number, column) = (0, -1);
        var inValue = false;
        while (SafeXml.Next(reader, options))
        {
            var name = reader.LocalName;
            if (reader.NodeType == XmlNodeType.Element)
            {
                if (name == "row")
                {
                    row.Clear();
                    column = -1;
                    number = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var said) ? said : number + 1;
                }
                else if (name == "c")
                {
                    column = ColumnOf(reader.GetAttribute("r")) ?? column + 1;
                    (type, style) = (reader.GetAttribute("t"), reader.GetAttribute("s"));
                    value.Clear();
                }

                inValue = !reader.IsEmptyElement && name is "v" or "t";
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                inValue = false;
                if (name == "c" && value.Length > 0)
                {
                    Place(row, column, Text(value.ToString(), type, style, strings, formats));
                }
                else if (name == "row" && row.Count > 0)
                {
                    yield return (number, [.. row]);
                }
            }
            else if (inValue && value.Length < options.MaxTokenBytes)
            {
                value.Append(reader.Value);
            }
        }
    }

    /// <summary>The comments of a sheet: cell and text.</summary>
    public static IEnumerable<(string Cell, string Text)> Comments(XmlReader reader, ExtractionOptions options)
    {
        var text = new StringBuilder();
        var cell = "";
        var inText = false;
        while (SafeXml.Next(reader, options))
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                cell = reader.LocalName == "comment" ? reader.GetAttribute("ref") ?? "" : cell;
                inText = reader.LocalName == "t" && !reader.IsEmptyElement;
            }
            else if (reader.NodeType == XmlNodeType.EndElement)
            {
                inText = false;
                if (reader.LocalName == "comment" && text.Length > 0)
                {
                    yield return (cell, Said(ExcelText.Decode(text.ToString())));
                    text.Clear();
                }
            }
            else if (inText)
            {
                text.Append(reader.Value);
            }
        }
    }

    /// <summary>A comment that others answered stands under a notice to those whose Excel is too old to show the answers.</summary>
    private static string Said(string comment)
    {
        var said = comment.StartsWith(Threaded, StringComparison.Ordinal) ? comment.IndexOf(ThreadBegins, StringComparison.Ordinal) : -1;
        return (said < 0 ? comment : comment[(said + ThreadBegins.Length)..]).Trim();
    }

    private static void Place(List<(int Column, string Text)> row, int column, string text)
    {
        if (column is < 0 or >= MaxColumns || text.Length == 0)
        {
            return;
        }

        // Cells come in order, but nothing makes them.
        var at = row.Count;
        while (at > 0 && row[at - 1].Column >= column)
        {
            at--;
        }

        if (at < row.Count && row[at].Column == column)
        {
            row[at] = (column, text);
        }
        else
        {
            row.Insert(at, (column, text));
        }
    }

    private static string Text(string raw, string? type, string? style, SharedStrings strings, XlsxFormats formats) => type switch
    {
        "s" => int.TryParse(raw, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? strings[index] : "",
        "b" => raw == "1" ? "true" : "false",
        "str" or "inlineStr" => ExcelText.Decode(raw).Trim(),
        "e" or "d" => raw.Trim(),
        _ => formats.Show(raw, style),
    };

    /// <summary>The column that a reference such as <c>AB12</c> begins with, from 0.</summary>
    public static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetter(c))
            {
                break;
            }

            column = (column * 26) + (char.ToUpperInvariant(c) - 'A' + 1);
            if (column > MaxColumns)
            {
                return MaxColumns;
            }
        }

        return column == 0 ? null : column - 1;
    }
}
