using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace CallSummary.Summarization.Prompts;

/// <summary>A versioned prompt. A summary names the prompt that made it, by version and hash.</summary>
/// <param name="Version">File name without its ending, for example <c>summary.v1.ko</c>.</param>
/// <param name="Text">The text that the model reads.</param>
/// <param name="Sha256">Of the text in UTF-8, lower-case hex.</param>
internal sealed record Prompt(string Version, string Text, string Sha256)
{
    private static readonly ConcurrentDictionary<string, Prompt> Loaded = new(StringComparer.Ordinal);

    /// <summary>The instructions in a call's language; English for languages without their own.</summary>
    public static Prompt Summary(string language) => Load(language == "ko" ? "summary.v1.ko" : "summary.v1.en");

    /// <summary>The instructions in every language that has its own.</summary>
    public static IReadOnlyList<Prompt> Summaries { get; } = [Summary("ko"), Summary("en")];

    /// <summary>Asks for a corrected answer; holds one place for what is wrong.</summary>
    public static Prompt Repair { get; } = Load("repair.v1");

    private static Prompt Load(string version) => Loaded.GetOrAdd(version, static name =>
    {
        using var stream = typeof(Prompt).Assembly.GetManifestResourceStream($"{name}.md")
            ?? throw new InvalidOperationException($"The prompt {name}.md is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd().ReplaceLineEndings("\n").Trim();
        return new Prompt(name, text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))));
    });
}
