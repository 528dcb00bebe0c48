package vn.tinbao.sms.provider.smpp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jsmpp.DefaultPDUSender;
import org.jsmpp.PDUException;
import org.jsmpp.PDUStringException;
import org.jsmpp.SMPPConstant;
import org.jsmpp.SynchronizedPDUSender;
import org.jsmpp.bean.BindType;
import org.jsmpp.bean.Command;
import org.jsmpp.bean.DataSm;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.OptionalParameter;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.SessionState;
import org.jsmpp.session.BindParameter;
import org.jsmpp.session.SMPPSession;
import org.jsmpp.util.DefaultComposer;
import org.jsmpp.util.DefaultDecomposer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One bind with an operator, from connecting to its end; it is not used again.
 *
 * <p>Submits do not wait for their answers: as many may be open as the caller allows. When the link
 * ends, every open one gets its outcome at once.
 */
final class SmppBind extends SMPPSession {
  private static final Logger LOG = LoggerFactory.getLogger(SmppBind.class);
  private static final int HEADER = 16;
  private static final int SUBMIT_SM_RESP = SMPPConstant.CID_SUBMIT_SM_RESP;
  private static final String NO_ID = "";

  private record Open(Submit submit, long writtenAt, boolean late) {}

  private final SmppSettings settings;
  private final Consumer<Delivery> deliveries;
  private final Map<Integer, Open> open = new ConcurrentHashMap<>();
  private volatile boolean closing;

  private SmppBind(SmppSettings settings, Consumer<Delivery> deliveries, PduStream stream) {
    super(
        new SynchronizedPDUSender(new DefaultPDUSender(new DefaultComposer())),
        stream,
        new Endpoint(settings.tls(), settings.tlsTrust(), settings.connectTimeout()));
    this.settings = settings;
    this.deliveries = deliveries;
    stream.taker(this::take);
    setEnquireLinkTimer((int) settings.enquireLink().toMillis());
    setTransactionTimer(settings.responseTimeout().toMillis());
    setPduProcessorDegree(1);
    addSessionStateListener(
        (now, before, source) -> {
          if (now == SessionState.CLOSED) {
            lost();
          }
        });
  }

  /**
   * Connects and binds.
   *
   * @throws IOException when either fails; its cause says what the operator answered
   */
  static SmppBind open(SmppSettings settings, Consumer<Delivery> deliveries) throws IOException {
    SmppBind bind = new SmppBind(settings, deliveries, new PduStream());
    try {
      bind.connectAndBind(
          settings.host(),
          settings.port(),
          new BindParameter(
              BindType.BIND_TRX,
              settings.systemId(),
              settings.secret(),
              settings.systemType(),
              TypeOfNumber.UNKNOWN,
              NumberingPlanIndicator.UNKNOWN,
              ""),
          settings.connectTimeout().toMillis());
      return bind;
    } catch (IOException | RuntimeException e) {
      bind.close();
      throw e;
    }
  }

  boolean isUp() {
    return !closing && getSessionState().isTransmittable();
  }

  /** From its first moment on nothing more is written: it would be in doubt. */
  @Override
  public void close() {
    closing = true;
    super.close();
  }

  /** Parts without an answer that are still waited for. */
  int unanswered() {
    return (int) open.values().stream().filter(one -> !one.late()).count();
  }

  /** Writes one part; its outcome comes later, or now if it could not be written. */
  void submit(Submit submit) {
    if (!isUp()) {
      submit.done().accept(new PartOutcome.NotWritten("link-down"));
      return;
    }
    int number = sequence().nextValue();
    Part part = submit.part();
    open.put(number, new Open(submit, System.nanoTime(), false));
    try {
      pduSender()
          .sendSubmitSm(
              connection().getOutputStream(),
              number,
              settings.serviceType(),
              TypeOfNumber.valueOf((byte) submit.from().ton()),
              NumberingPlanIndicator.valueOf((byte) submit.from().npi()),
              submit.from().value(),
              TypeOfNumber.valueOf((byte) submit.to().ton()),
              NumberingPlanIndicator.valueOf((byte) submit.to().npi()),
              submit.to().value(),
              new ESMClass(part.esmClass()),
              (byte) 0,
              (byte) 0,
              "",
              submit.validity(),
              new RegisteredDelivery(settings.receipts() ? 1 : 0),
              (byte) 0,
              new RawDataCoding((byte) part.dataCoding()),
              (byte) 0,
              part.octets(),
              part.parameters());
    } catch (PDUStringException | IllegalArgumentException e) {
      done(number, new PartOutcome.Answered(Status.UNWRITABLE));
    } catch (IOException e) {
      done(number, new PartOutcome.Doubt("write-failed"));
      close();
    }
  }

  private void done(int number, PartOutcome outcome) {
    Open found = open.remove(number);
    if (found != null && !found.late()) {
      found.submit().done().accept(outcome);
    }
  }

  /** In doubt is what got no answer in time; a link that takes nothing any more is closed. */
  void expire(long now) {
    long limit = settings.responseTimeout().toNanos();
    if (connection().getOutputStream() instanceof WatchedOutput out && out.stuck(now, limit)) {
      LOG.warn("SMPP {}: the operator takes no octets", settings.name());
      close();
      return;
    }
    for (Iterator<Map.Entry<Integer, Open>> all = open.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Integer, Open> entry = all.next();
      Open found = entry.getValue();
      if (found.late() && now - found.writtenAt() > 10 * limit) {
        all.remove();
      } else if (!found.late()
          && now - found.writtenAt() > limit
          && open.replace(
              entry.getKey(), found, new Open(found.submit(), found.writtenAt(), true))) {
        found.submit().done().accept(new PartOutcome.Doubt("no-response"));
      }
    }
  }

  private void lost() {
    for (Integer number : open.keySet()) {
      done(number, new PartOutcome.Doubt("link-lost"));
    }
  }

  private boolean take(Command header, byte[] pdu) {
    return switch (header.getCommandId()) {
      case SUBMIT_SM_RESP -> {
        answered(header, pdu);
        yield true;
      }
      case SMPPConstant.CID_GENERIC_NACK -> {
        boolean ours = open.containsKey(header.getSequenceNumber());
        if (ours) {
          done(
              header.getSequenceNumber(),
              new PartOutcome.Answered(Status.of(header.getCommandStatus())));
        }
        yield ours;
      }
      case SMPPConstant.CID_DELIVER_SM, SMPPConstant.CID_DATA_SM -> {
        delivered(header, pdu);
        yield true;
      }
      default -> false;
    };
  }

  private void answered(Command header, byte[] pdu) {
    Open found = open.remove(header.getSequenceNumber());
    if (found == null) {
      return;
    }
    boolean taken = header.getCommandStatus() == SMPPConstant.STAT_ESME_ROK;
    if (found.late()) {
      if (taken) {
        found.submit().late().accept(id(pdu));
      }
    } else {
      found
          .submit()
          .done()
          .accept(
              taken
                  ? new PartOutcome.Taken(id(pdu))
                  : new PartOutcome.Answered(Status.of(header.getCommandStatus())));
    }
  }

  /** A C-octet string; some answers have none. */
  private static String id(byte[] pdu) {
    int end = HEADER;
    while (end < pdu.length && pdu[end] != 0) {
      end++;
    }
    return end > HEADER
        ? new String(pdu, HEADER, end - HEADER, StandardCharsets.ISO_8859_1)
        : NO_ID;
  }

  private void delivered(Command header, byte[] pdu) {
    try {
      deliveries.accept(
          header.getCommandId() == SMPPConstant.CID_DELIVER_SM
              ? deliverSm(header, new DefaultDecomposer().deliverSm(pdu))
              : dataSm(header, new DefaultDecomposer().dataSm(pdu)));
    } catch (PDUException | RuntimeException e) {
      LOG.warn(
          "SMPP {}: a delivery cannot be read: {}", settings.name(), e.getClass().getSimpleName());
      answer(header, SMPPConstant.STAT_ESME_RX_T_APPN);
    }
  }

  private Delivery deliverSm(Command header, DeliverSm sm) {
    return new Delivery(
        sm.getEsmClass() & 0xFF,
        sm.getDataCoding() & 0xFF,
        address(sm.getSourceAddrTon(), sm.getSourceAddrNpi(), sm.getSourceAddr()),
        address(sm.getDestAddrTon(), sm.getDestAddrNpi(), sm.getDestAddress()),
        octets(sm.getShortMessage(), sm.getOptionalParameters()),
        parameters(sm.getOptionalParameters()),
        status -> answer(header, status));
  }

  private Delivery dataSm(Command header, DataSm sm) {
    return new Delivery(
        sm.getEsmClass() & 0xFF,
        sm.getDataCoding() & 0xFF,
        address(sm.getSourceAddrTon(), sm.getSourceAddrNpi(), sm.getSourceAddr()),
        address(sm.getDestAddrTon(), sm.getDestAddrNpi(), sm.getDestAddress()),
        octets(new byte[0], sm.getOptionalParameters()),
        parameters(sm.getOptionalParameters()),
        status -> answer(header, status));
  }

  /** A network that withholds the sender leaves it empty, and the decoder then gives none. */
  private static Address address(byte ton, byte npi, @Nullable String value) {
    return new Address(ton, npi, value == null ? "" : value);
  }

  private static byte[] octets(byte[] shortMessage, OptionalParameter[] parameters) {
    if (shortMessage != null && shortMessage.length > 0) {
      return shortMessage;
    }
    for (OptionalParameter parameter : parameters(parameters)) {
      if (parameter instanceof OptionalParameter.Message_payload payload) {
        return payload.getValue();
      }
    }
    return new byte[0];
  }

  private static OptionalParameter[] parameters(OptionalParameter[] parameters) {
    return parameters == null ? new OptionalParameter[0] : parameters;
  }

  /** Not sent when the link is gone: the operator will hand it over again. */
  private void answer(Command header, int status) {
    try {
      if (header.getCommandId() == SMPPConstant.CID_DELIVER_SM) {
        pduSender()
            .sendDeliverSmResp(
                connection().getOutputStream(), status, header.getSequenceNumber(), "");
      } else {
        pduSender()
            .sendDataSmResp(connection().getOutputStream(), status, header.getSequenceNumber(), "");
      }
    } catch (PDUStringException | IOException e) {
      LOG.info("SMPP {}: an answer could not be written", settings.name());
      close();
    }
  }
}
