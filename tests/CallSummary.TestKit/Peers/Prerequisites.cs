using CallSummary.Audio.Codecs;
using CallSummary.Audio.Recordings;
using Xunit;

namespace CallSummary.TestKit.Peers;

/// <summary>
/// Programs and servers that are not ours. Where one is absent, a test is skipped with the reason on a laptop and fails in CI:
/// <c>tests/run</c> installs and starts them all.
/// </summary>
public static class Prerequisites
{
    private static readonly Dictionary<string, string> Packages = new(StringComparer.Ordinal)
    {
        ["sipp"] = "sip-tester",
        ["baresip"] = "baresip-core",
        ["sox"] = "sox",
        ["strace"] = "strace",
        ["kamailio"] = "kamailio",
        ["chromium"] = "chromium",
        ["node"] = "nodejs",
        ["pdftotext"] = "poppler-utils",
        ["pdffonts"] = "poppler-utils",
        ["zbarimg"] = "zbar-tools",
        ["svwar"] = "sipvicious",
        ["svmap"] = "sipvicious",
        ["lp-auto-answer"] = "linphone-cli",
        ["dnsmasq"] = "dnsmasq-base",
    };

    /// <summary>The program's path. Known: <c>sipp</c>, <c>baresip</c>, <c>sox</c>, <c>strace</c>, <c>chromium</c>, <c>node</c>, <c>kamailio</c>, <c>pdftotext</c>, <c>pdffonts</c>, <c>zbarimg</c>,
    /// <c>svwar</c>, <c>svmap</c>, <c>lp-auto-answer</c>, <c>dnsmasq</c>.</summary>
    public static string Require(string program) =>
        Find(program) ?? Missing($"{program} is not installed: apt-get install {Packages[program]}");

    /// <summary>A file that the package brings.</summary>
    public static string RequireFile(string path, string package) => File.Exists(path) ? path : Missing($"{path} is not there: apt-get install {package}");

    /// <summary>The native libraries of AMR and AMR-WB.</summary>
    public static void RequireAmr()
    {
        foreach (var codec in (RecordedCodec[])[RecordedCodec.AmrAligned, RecordedCodec.AmrWbAligned])
        {
            if (SpeechCodecs.Missing(codec) is { } missing)
            {
                Missing($"AMR needs {missing}");
            }
        }
    }

    /// <summary>The folder <c>tests/node</c>, with the npm packages that its lock file names.</summary>
    public static string NodePackages()
    {
        var folder = Path.Combine(RepositoryRoot.Path, "tests", "node");
        return Directory.Exists(Path.Combine(folder, "node_modules")) ? folder : Missing("the npm packages of tests/node are not there: npm ci in that folder. tests/run does it.");
    }

    /// <summary>The folder <c>tests/node</c>, where one package is there too that npm installs on some platforms only.</summary>
    public static string NodePackage(string name)
    {
        var folder = NodePackages();
        return Directory.Exists(Path.Combine(folder, "node_modules", name)) ? folder : Missing($"the npm package {name} is not there: npm ci in tests/node, on Linux x64.");
    }

    /// <summary>Whether the program is there, for a test that can do without.</summary>
    public static bool IsInstalled(string program) => Find(program) is not null;

    /// <summary>The test PostgreSQL server, as a connection string of a user who may create databases.</summary>
    public static string Postgres() => Variable("CALLSUMMARY_TEST_POSTGRES", "PostgreSQL (package postgresql)");

    /// <summary>The test RabbitMQ broker, <c>amqp://user:password@host:port</c>.</summary>
    public static Uri RabbitMq() => new(Variable("CALLSUMMARY_TEST_RABBITMQ", "RabbitMQ (package rabbitmq-server)"));

    /// <summary>The broker's management API, <c>http://host:port</c>; same user.</summary>
    public static Uri RabbitMqApi() => new(Variable("CALLSUMMARY_TEST_RABBITMQ_API", "RabbitMQ's management API (package rabbitmq-server)"));

    /// <summary>Path of the <c>rabbitmqctl</c> that governs the test broker.</summary>
    public static string RabbitMqCtl() => Variable("CALLSUMMARY_TEST_RABBITMQCTL", "rabbitmqctl (package rabbitmq-server)");

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    private static string Variable(string name, string server) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value
            ? value
            : Missing($"{server} is not running for the tests: {name} is not set. tests/run starts it.");

    private static string Missing(string reason)
    {
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
        {
            Assert.Fail(reason);
        }

        Assert.Skip(reason);
        return string.Empty;
    }
}
