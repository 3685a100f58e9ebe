using System.Globalization;

namespace CallSummary.Gateway.Media;

/// <summary>The parameters of an a=fmtp line as most formats write them: <c>name=value;name=value</c>. Names compare without case.</summary>
internal sealed class FormatParameters
{
    // More than any format has: a peer's line is at most as long as SDP lets it be.
    private const int Most = 32;

    private static readonly FormatParameters s_none = new();

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A value; null when absent.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    public static FormatParameters Parse(string? format)
    {
        if (string.IsNullOrEmpty(format))
        {
            return s_none;
        }

        var parameters = new FormatParameters();
        foreach (var item in format.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(Most))
        {
            var equals = item.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? item : item[..equals].TrimEnd();
            parameters._values[name] = equals < 0 ? "" : item[(equals + 1)..].TrimStart();
        }

        return parameters;
    }

    public bool Has(string name) => _values.ContainsKey(name);

    public bool IsOn(string name) => this[name] == "1";

    public int? Number(string name) =>
        int.TryParse(this[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
