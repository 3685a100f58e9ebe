using System.Diagnostics.CodeAnalysis;

namespace CallSummary.Rtp.Security;

/// <summary>Our answer to offered keys (RFC 4568 section 5.1.2).</summary>
/// <param name="Value">The value of the answer's one <c>a=crypto</c> attribute. It holds our key: never log it.</param>
/// <param name="Keys">The keys for the leg.</param>
public sealed record SdesAnswer(string Value, SrtpKeys Keys)
{
    /// <summary>Takes the first offered key whose suite is accepted.</summary>
    /// <param name="offered">Values of the offer's <c>a=crypto</c> attributes, in order.</param>
    /// <param name="accepted">Suites that we accept.</param>
    /// <param name="keep">Our key so far, used on when the suite stays, or null.</param>
    /// <param name="answer">The answer.</param>
    /// <returns>False when there is none: the offer must be refused, or answered without protection where policy allows.</returns>
    public static bool TryAnswer(IEnumerable<string> offered, IReadOnlyCollection<SrtpSuite> accepted, SrtpKey? keep, [NotNullWhen(true)] out SdesAnswer? answer)
    {
        foreach (var value in offered)
        {
            if (SdesAttribute.TryParse(value, out var attribute) && accepted.Contains(attribute.Key.Suite))
            {
                var own = keep?.Suite == attribute.Key.Suite ? keep : SrtpKey.Generate(attribute.Key.Suite);
                answer = new SdesAnswer(new SdesAttribute(attribute.Tag, own).ToValue(), new SrtpKeys(own, attribute.Key));
                return true;
            }
        }

        answer = null;
        return false;
    }

    /// <inheritdoc/>
    public override string ToString() => Keys.Local.ToString();
}
