using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CallSummary.Summarization.Llama;

/// <summary>
/// Turns a JSON schema into a llama.cpp grammar (GBNF) for compact JSON: no white space, every property present, in the schema's order.
/// Knows what summary schemas use: objects, arrays with limits, strings with a longest length or listed values, integers with a range.
/// </summary>
internal sealed class GbnfGrammar
{
    private const string Characters = """
        char ::= [^"\\\x00-\x1F\x7F] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F])
        """;

    // Definition -> name. Equal parts share a rule, and a repetition repeats one name: llama.cpp limits the product of both.
    private readonly Dictionary<string, string> _rules = new(StringComparer.Ordinal);

    private GbnfGrammar()
    {
    }

    /// <exception cref="NotSupportedException">The schema uses something else; the message names it.</exception>
    public static string FromSchema(JsonElement schema)
    {
        var grammar = new GbnfGrammar();
        var text = new StringBuilder("root ::= ").Append(grammar.Rule(schema)).Append('\n').Append(Characters.Trim()).Append('\n');
        foreach (var (definition, name) in grammar._rules)
        {
            text.Append(name).Append(" ::= ").Append(definition).Append('\n');
        }

        return text.ToString();
    }

    private string Named(string definition)
    {
        if (!_rules.TryGetValue(definition, out var name))
        {
            name = $"r{_rules.Count}";
            _rules.Add(definition, name);
        }

        return name;
    }

    private string Rule(JsonElement schema)
    {
        if (schema.TryGetProperty("enum", out var values))
        {
            return Named(string.Join(" | ", values.EnumerateArray().Select(value => Literal(value.GetRawText()))));
        }

        var type = schema.GetProperty("type").GetString();
        return type switch
        {
            "object" => Named(Object(schema)),
            "array" => Named(Array(schema)),
            "string" => Named($"{Literal("\"")} char{{{Limit(schema, "minLength") ?? 0},{Limit(schema, "maxLength")}}} {Literal("\"")}"),
            "integer" => Named(Integer(Limit(schema, "minimum") ?? 0, Limit(schema, "maximum") ?? 999_999)),
            _ => throw new NotSupportedException($"The grammar does not know the schema type {type}."),
        };
    }

    private string Object(JsonElement schema)
    {
        var members = schema.GetProperty("properties").EnumerateObject()
            .Select((member, i) => $"{Literal($"{(i == 0 ? "{" : ",")}\"{member.Name}\":")} {Rule(member.Value)}");
        return $"{string.Join(" ", members)} {Literal("}")}";
    }

    private string Array(JsonElement schema)
    {
        var item = Rule(schema.GetProperty("items"));
        var least = Limit(schema, "minItems") ?? 0;
        var most = Limit(schema, "maxItems");
        var more = $"({Literal(",")} {item}){{{Math.Max(0, least - 1)},{most - 1}}}";
        return least > 0
            ? $"{Literal("[")} {item} {more} {Literal("]")}"
            : $"{Literal("[")} ({item} {more})? {Literal("]")}";
    }

    /// <summary>The integers from least to most, which must not be negative, without leading zeros.</summary>
    private static string Integer(int least, int most)
    {
        var choices = new List<string>();
        for (var length = Digits(least).Length; length <= Digits(most).Length; length++)
        {
            var first = Math.Max(least, length == 1 ? 0 : (int)Math.Pow(10, length - 1));
            var last = Math.Min(most, (int)(Math.Pow(10, length) - 1));
            Range(Digits(first), Digits(last), string.Empty, choices);
        }

        return string.Join(" | ", choices);
    }

    // Splits a range of numbers of one length at the first digit in which its ends differ.
    private static void Range(string first, string last, string prefix, List<string> choices)
    {
        var rest = first.Length - 1;
        if (first.All(c => c == '0') && last.All(c => c == '9'))
        {
            choices.Add(Choice(prefix, "[0-9]", rest));
        }
        else if (rest == 0)
        {
            choices.Add(Choice(prefix, $"[{first}-{last}]", 0));
        }
        else if (first[0] == last[0])
        {
            Range(first[1..], last[1..], prefix + first[0], choices);
        }
        else
        {
            var low = first[0];
            var high = last[0];
            if (first[1..].Any(c => c != '0'))
            {
                Range(first[1..], new string('9', rest), prefix + low, choices);
                low++;
            }

            var lastIsWhole = last[1..].All(c => c == '9');
            if (!lastIsWhole)
            {
                high--;
            }

            if (low <= high)
            {
                choices.Add(Choice(prefix, $"[{low}-{high}]", rest));
            }

            if (!lastIsWhole)
            {
                Range(new string('0', rest), last[1..], prefix + last[0], choices);
            }
        }
    }

    private static string Choice(string prefix, string digit, int free) =>
        $"{(prefix.Length > 0 ? Literal(prefix) + " " : string.Empty)}{digit}{string.Concat(Enumerable.Repeat(" [0-9]", free))}";

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int? Limit(JsonElement schema, string name) => schema.TryGetProperty(name, out var value) ? value.GetInt32() : null;

    private static string Literal(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
