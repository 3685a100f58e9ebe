using System.ComponentModel.DataAnnotations;

namespace CallSummary.Gateway.Consent;

/// <summary>The audible notice that a call is recorded and summarised.</summary>
public sealed class NoticeOptions
{
    /// <summary>
    /// WAV file per language (ISO 639-1), 8 kHz, mono, 16-bit, at most 30 s. Default: the bundled Korean (<c>ko</c>) and English
    /// (<c>en</c>) notices; a file named here replaces the bundled one of its language.
    /// </summary>
    public IDictionary<string, string> Files { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>What happens when the notice could not be played to every party. Default: the call goes on unrecorded.</summary>
    public NoticeFailurePolicy OnFailure { get; set; } = NoticeFailurePolicy.ContinueUnrecorded;

    /// <summary>Longest wait for a party's media path before its notice counts as failed. 1 to 60 seconds; default 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);
}
