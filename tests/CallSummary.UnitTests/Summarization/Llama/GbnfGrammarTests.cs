using System.Text.Json;
using System.Text.RegularExpressions;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Summaries;

namespace CallSummary.UnitTests.Summarization.Llama;

public sealed class GbnfGrammarTests
{
    [Fact]
    public void FromSchema_Object_WritesCompactJsonInTheSchemasOrder()
    {
        using var schema = JsonDocument.Parse("""{"type":"object","properties":{"b":{"type":"string","maxLength":3},"a":{"type":"array","items":{"enum":["x","y"]},"minItems":1,"maxItems":2}}}""");

        var grammar = GbnfGrammar.FromSchema(schema.RootElement);

        Assert.Equal(
            """
            root ::= r3
            char ::= [^"\\\x00-\x1F\x7F] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F])
            r0 ::= "\"" char{0,3} "\""
            r1 ::= "\"x\"" | "\"y\""
            r2 ::= "[" r1 ("," r1){0,1} "]"
            r3 ::= "{\"b\":" r0 ",\"a\":" r2 "}"

            """.ReplaceLineEndings("\n"),
            grammar);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(1, 10)]
    [InlineData(1, 42)]
    [InlineData(1, 99)]
    [InlineData(1, 100)]
    [InlineData(1, 250)]
    [InlineData(7, 1203)]
    public void FromSchema_IntegerRange_AllowsExactlyItsNumbers(int least, int most)
    {
        var schema = JsonSerializer.SerializeToElement(new { type = "integer", minimum = least, maximum = most });
        var rule = GbnfGrammar.FromSchema(schema).Split('\n').Single(line => line.StartsWith("r0", StringComparison.Ordinal))["r0 ::= ".Length..];
        var pattern = new Regex($"^(?:{rule.Replace("\"", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal)})$");

        for (var number = 0; number <= most + 150; number++)
        {
            Assert.Equal(number >= least && number <= most, pattern.IsMatch($"{number}"));
        }

        Assert.DoesNotMatch(pattern, "01");
    }

    [Fact]
    public void FromSchema_Summary_LimitsEvidenceToExistingLines()
    {
        Assert.Contains("::= [1-7]\n", GbnfGrammar.FromSchema(SummarySchema.For(7)), StringComparison.Ordinal);
        Assert.Contains("::= [1-9] | \"1\" [0-2]\n", GbnfGrammar.FromSchema(SummarySchema.For(12)), StringComparison.Ordinal);
    }

    [Fact]
    public void FromSchema_UnknownType_IsRefused()
    {
        using var schema = JsonDocument.Parse("""{"type":"null"}""");

        Assert.Throws<NotSupportedException>(() => GbnfGrammar.FromSchema(schema.RootElement));
    }
}
