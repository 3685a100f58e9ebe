using System.Buffers.Text;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace CallSummary.TestKit.Identity;

/// <summary>Identity headers as a carrier would sign them (RFC 8224, SHAKEN), and what its certificate says of its numbers (RFC 8226).</summary>
public static class Passports
{
    public const string NumbersOid = "1.3.6.1.5.5.7.1.26";

    public static string Sign(
        X509Certificate2 certificate, string attest, string from, string to, int age = 0, string algorithm = "ES256", string address = "https://certs.example/carrier.pem")
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var issued = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + age;
        var head = Encode($$"""{"alg":"{{algorithm}}","ppt":"shaken","typ":"passport","x5u":"{{address}}"}""");
        var body = Encode($$"""{"attest":"{{attest}}","dest":{"tn":["{{to}}"]},"iat":{{issued}},"orig":{"tn":"{{from}}"},"origid":"origin-1"}""");
        using var key = certificate.GetECDsaPrivateKey()!;
        var signature = key.SignData(Encoding.ASCII.GetBytes($"{head}.{body}"), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        return $"{head}.{body}.{Base64Url.EncodeToString(signature)};info=<{address}>;alg={algorithm};ppt=shaken";
    }

    public static X509Extension Authority(Action<AsnWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var list = new AsnWriter(AsnEncodingRules.DER);
        using (list.PushSequence()) write(list);
        return new X509Extension(NumbersOid, list.Encode(), critical: false);
    }

    public static void Provider(AsnWriter list, string code)
    {
        ArgumentNullException.ThrowIfNull(list);
        using (list.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0))) list.WriteCharacterString(UniversalTagNumber.IA5String, code);
    }

    public static void Numbers(AsnWriter list, string start, int count)
    {
        ArgumentNullException.ThrowIfNull(list);
        using var entry = list.PushSequence(new Asn1Tag(TagClass.ContextSpecific, count == 0 ? 2 : 1));
        if (count == 0)
        {
            list.WriteCharacterString(UniversalTagNumber.IA5String, start);
            return;
        }
        using var range = list.PushSequence();
        list.WriteCharacterString(UniversalTagNumber.IA5String, start);
        list.WriteInteger(count);
    }

    private static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
