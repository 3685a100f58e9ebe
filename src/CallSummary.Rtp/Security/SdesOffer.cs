using System.Diagnostics.CodeAnalysis;

namespace CallSummary.Rtp.Security;

/// <summary>The keys that we offer, one a suite, until the answer takes one (RFC 4568 section 5.1).</summary>
public sealed class SdesOffer
{
    private readonly SdesAttribute[] _offered;

    /// <summary>Offers a new key for each suite.</summary>
    /// <param name="suites">Most wanted first.</param>
    /// <param name="keep">A key that we use already and offer again for its suite, so that the stream goes on, or null.</param>
    public SdesOffer(IEnumerable<SrtpSuite> suites, SrtpKey? keep = null) =>
        _offered = [.. suites.Select((suite, i) => new SdesAttribute(i + 1, keep?.Suite == suite ? keep : SrtpKey.Generate(suite)))];

    /// <summary>The values of the <c>a=crypto</c> attributes, in order.</summary>
    public IReadOnlyList<string> Values => [.. _offered.Select(a => a.ToValue())];

    /// <summary>Takes the answer's <c>a=crypto</c> value.</summary>
    /// <returns>False when it names nothing that was offered: the media must not start.</returns>
    public bool TryComplete(string? answered, [NotNullWhen(true)] out SrtpKeys? keys)
    {
        keys = SdesAttribute.TryParse(answered, out var answer)
            && Array.Find(_offered, a => a.Tag == answer.Tag && a.Key.Suite == answer.Key.Suite) is { } offered
            ? new SrtpKeys(offered.Key, answer.Key)
            : null;
        return keys is not null;
    }
}
