using CallSummary.Audio;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway.Consent;

/// <summary>The notices, in memory: a call must not wait for a disk.</summary>
internal sealed class NoticeLibrary
{
    /// <summary>Longest notice that makes sense to a person who waits for an answer.</summary>
    public static readonly TimeSpan MaxLength = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, AudioClip> _notices = new(StringComparer.OrdinalIgnoreCase);

    public NoticeLibrary(IOptions<GatewayOptions> options)
    {
        foreach (var (language, path) in Files(options.Value))
        {
            _notices[language] = AudioClip.Load(path);
        }
    }

    /// <summary>The notice of a language; validation has seen that every language in use has one.</summary>
    public AudioClip? Find(string language) => _notices.GetValueOrDefault(language);

    /// <summary>Every language's file: the bundled ones, replaced or joined by the configured ones.</summary>
    public static Dictionary<string, string> Files(GatewayOptions options)
    {
        var files = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var language in (ReadOnlySpan<string>)["ko", "en"])
        {
            files[language] = Path.Combine(AppContext.BaseDirectory, "notices", $"{language}.wav");
        }

        foreach (var (language, path) in options.Notice.Files)
        {
            files[language] = path;
        }

        return files;
    }
}
