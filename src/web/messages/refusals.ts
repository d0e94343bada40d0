/** A refusal in English: its sentence and, where the sentence beside a field says something else, that. */
export type EnglishRefusal =
  | string
  | { readonly say: string; readonly fields: Readonly<Record<string, string>> }

const reload = 'Please reload the page.'

/**
 * What each refusal says on an English page, by its code. In Vietnamese it says what its thrower wrote; names of
 * procedures, papers and steps in it stay Vietnamese and are left out here. Codes that only a page throws, in the language
 * of its reader, and those that only a command shows are named in `refusals.test.ts`.
 */
export const refusalsInEnglish = {
  'account.not_identified':
    'This account is not identified by a personal identification number. Please register identification level 2 at the commune police.',
  'account.wrong_kind': 'This page is for another kind of account. Please sign in with the right one.',
  'agency.not_found': 'There is no such agency. Please choose again from the list.',
  'agency.wrong_hours': 'The working hours are not right. Write them as 07:00-11:00,13:00-17:00.',
  'apology.date': 'The new date must be a working day after the one that was promised.',
  'apology.given':
    'An apology with a new date was given as often as the rules allow. The dossier must be solved now.',
  'apology.incomplete': 'An apology needs a reason and a new date that lies ahead.',
  'apology.leg':
    'This is a part of a joined dossier. Apologise in the whole dossier, where the date was promised to the applicant.',
  'apology.not_running':
    'The dossier is paused, has its result or was promised for no day, so no apology is needed. Please reload the page.',
  'breakdown.not_found': 'There is no such table. Open it again from the operations wall.',
  'bulk.empty': 'Choose at least one.',
  'bulk.refused':
    'None was done, because some of the chosen dossiers cannot be. Unmark those that are named, then try again.',
  'calendar.day_not_found': `This day is not in the table of days off. ${reload}`,
  'calendar.no_such_day': 'This day is not in the calendar. Choose another.',
  'check.busy': 'Many files are waiting to be checked. Please send it again in half a minute.',
  'consultation.answered': 'This opinion has already been given.',
  'consultation.past': 'The time to answer must lie ahead.',
  'correction.decided': `This request has already been answered. ${reload}`,
  'correction.no_file': 'Upload the corrected version of the result.',
  'correction.not_found': 'This request for a correction was not found.',
  'correction.nothing': 'Nothing of the result was corrected. Correct at least one item, then sign again.',
  'correction.open': 'A correction of this result is already requested and waits for its answer.',
  'counter.none': 'You are not assigned to a one-stop desk.',
  'counter.other_level':
    'This procedure is received at another level. Show the citizen the right place, or file online.',
  'counter.stale': 'This page is old. Open the reception page again and enter it anew.',
  'deadline.unknown': 'There is no such rule. Open the board of legal deadlines again.',
  'document.complete': 'This document is signed. It need not be signed again.',
  'document.not_found': `There is no such document. ${reload}`,
  'dossier.changed':
    'Somebody else has just updated the dossier. Reload the page, look at it again, then go on.',
  'dossier.closed': 'The dossier has ended, so nothing more can be done in it.',
  'dossier.desk_unknown': 'This one-stop does not receive this procedure. Choose another.',
  'dossier.first_step': 'This is the first step; there is none before it to give back to.',
  'dossier.form_incomplete': {
    say: 'Some answers of the form have to be corrected. Please look at those that are named.',
    fields: {},
  },
  'dossier.moved':
    'The dossier has gone to another step or place, so you cannot go on with this. Please look at its new state.',
  'dossier.no_next_step': 'The process is at its last step. Hand the result to the citizen.',
  'dossier.nobody_authorised':
    'The dossier names nobody who is authorised. Enter the name and the paper of the receiver.',
  'dossier.not_as_approved':
    'The leader approved the draft made from the form of the result. Enter that result, or note why it differs.',
  'dossier.not_found':
    'The dossier was not found. Please check the code, or the account you are signed in with.',
  'dossier.not_running': `The dossier is paused or has ended, so this cannot be done now. ${reload}`,
  'dossier.officer_elsewhere':
    'This officer does not work at the agency that holds the dossier then. Choose another, or leave it empty.',
  'dossier.own_account':
    'An applicant with an account withdraws on the page of the dossier. Please show how.',
  'dossier.papers_missing': 'Some papers are still missing. Please upload them and file again.',
  'dossier.place_unknown':
    'No agency here solves this procedure. Choose another commune, or call the hotline.',
  'dossier.not_supplied':
    'The applicant has been asked to complete the dossier. Record the papers when they come, then receive it.',
  'dossier.received_before':
    'The dossier has been received and waits for the citizen to complete it. Record the papers when they come.',
  'dossier.receiver_missing': 'Nobody is named who received the result. Enter the name.',
  'dossier.receiver_unauthorised':
    'The receiver is not the applicant. Enter the relation and the paper that allows it.',
  'dossier.receiver_unknown':
    'At the one-stop the paper of the receiver is checked. Enter its number, 6 to 20 letters and digits.',
  'dossier.result_missing': 'All steps are done. Enter the result to go on to its return.',
  'dossier.steps_left': 'Steps are left before there can be a result. Hand the dossier over first.',
  'dossier.wrong_state':
    'The state of the dossier does not allow this. Reload the page to see its state now.',
  'draft.case_missing': 'Choose your case: the time limit depends on it.',
  'draft.changed': 'The draft was changed elsewhere. Reload the page to get its latest version.',
  'draft.form_changed':
    'The rules of this procedure changed since you began. Open the procedure again: your answers are kept, you only review them.',
  'draft.no_such_step': 'The form has no such step. Open the draft again from “My dossiers”.',
  'draft.not_citizen': 'Only the account of a citizen can file online.',
  'draft.not_found': 'The draft was not found. You may have filed or deleted it. Look at “My dossiers”.',
  'draft.unknown_field': 'The form has no such question. Reload the page and fill it in again.',
  'event.not_found': 'There is no such event. Search the log again.',
  'evidence.bad_key': 'The address of this page is not right. Open the list from its beginning.',
  'evidence.two_cuts': 'Choose a field or an area, not both.',
  'figure.not_found': 'There is no such figure. Open it again from the operations wall.',
  'file.empty': 'The file is empty. Please choose it again.',
  'file.infected': 'The file holds malware and was not accepted. Scan your computer, then send another file.',
  'file.not_found': 'The file was not found. Go back and open it again.',
  'file.too_hard':
    'This file is too complex to be checked here. Ask its sender for a PDF saved anew, or bring it to a one-stop.',
  'file.too_large': 'The file is larger than 20 MB. Take a smaller picture, or split it into several files.',
  'file.wrong_type':
    'Only PDF files or JPG, PNG, WebP and TIFF pictures are accepted. Take a picture, or save it as PDF.',
  'filter.nameless': 'Give the filter a name.',
  'filter.not_found': 'This filter was not found. It may have been removed.',
  'filter.too_many': 'You have saved as many filters as are allowed. Remove an old one first.',
  'form.incomplete': {
    say: 'Something is missing or not right. Please correct the fields that are named.',
    fields: {
      agencyId: 'Choose the agency to ask',
      agrees: 'Choose whether you agree',
      authority: 'Enter the paper that allows another person to receive it',
      dueOn: 'Enter a day that exists, such as 20/11/2024',
      groundId: 'Choose the ground for stopping',
      handedPaper: 'Enter the number of the paper of the receiver, 6 to 20 letters and digits',
      handedTo: 'Enter the name of the receiver',
      legalGround: 'Enter the legal ground',
      method: 'Choose how the result is returned',
      newPromisedOn: 'Choose the new promised date',
      'ngay-cap': 'Enter a day that exists, such as 20/11/2024',
      'nguoi-dien-thoai': 'A phone number has 10 digits and begins with 0',
      'nguoi-so': 'Enter the identification number (12 digits, an old card 9), or at least a phone number',
      'nguoi-ten': 'Enter the full name of the applicant',
      'nguoi-thu': 'An e-mail address looks like ten@noi.vn',
      'noi-xa': 'Choose a commune where this procedure is solved',
      number: 'Enter the number of the new version',
      officerId: 'Choose who gets the work',
      others: 'Choose a paper or write at least one thing to complete',
      reason: 'Write it clearly, at least 5 letters',
      amount: 'Enter an amount, such as 1.500.000',
      replyDueOn: 'Choose a day that lies ahead',
      resultName: 'Enter the name of the result',
      resultNumber: 'Enter the number of the result',
      'uy-quyen-ten': 'Enter the name of the person who acts for the applicant',
      'uy-quyen-so': 'Enter an identification number of 12 digits (an old card 9)',
      'uy-quyen-dien-thoai': 'A phone number has 10 digits and begins with 0',
      'uy-quyen-thu': 'An e-mail address looks like ten@noi.vn',
      'uy-quyen-noi-o': 'Enter the address',
      'uy-quyen-giay': 'Enter the paper that authorises, such as “Giấy ủy quyền”',
      'uy-quyen-giay-so': 'Enter the number of the paper',
      'uy-quyen-giay-ngay': 'Enter a day that exists, such as 20/11/2024',
    },
  },
  'indicator.not_found': 'There is no such indicator. Open the page of digitising again.',
  'item.no_file': 'Choose a file of the paper.',
  'item.no_name': 'Enter the name of the paper, such as “Giấy khám sức khỏe”.',
  'item.not_citizen': 'Only its owner puts papers into a store.',
  'item.not_found': 'The paper was not found in the store. Open “My papers” again.',
  'item.not_usable':
    'The stored paper has expired, was replaced or is of another kind. Choose the right one, or hand in a new one.',
  'item.of_agency':
    'The paper was scanned or issued by an agency and cannot be deleted. If it is wrong, tell the agency that stored it.',
  'item.too_many': 'Your store is full. Please delete papers that you no longer need.',
  'job.not_failed': 'This job has not failed, so let it wait for its time.',
  'job.not_found': `This job is no longer in the queue. ${reload}`,
  'job.running': 'This job is running. Wait until it is done, then reload the page.',
  'joined.by_legs': 'A joined dossier goes by its parts. Open the part of your agency to do this.',
  'joined.by_whole':
    'This is a part of a joined dossier. Open the whole dossier at the place that received it to do this.',
  'joined.not_running': `This is not a joined dossier that is being solved. ${reload}`,
  'joined.nothing_left':
    'All parts that are left need the result of the one that was stopped. Stop the whole dossier and tell the citizen.',
  'joined.nothing_lost': `No part has ended without its result. ${reload}`,
  'joined.part_solved':
    'A part has its result, so the whole dossier cannot be ended. Let the other parts go on, or ask the agency of each to stop it.',
  'key.expired': 'The certificate has expired. Get a new one and register it.',
  'key.no-key': 'This file lacks the key or the certificate. Export it again with the private key.',
  'key.no_owner': 'There is no such owner. Choose again from the list.',
  'key.not_for_signing': 'This certificate was not issued for signing. Choose one that was.',
  'key.not_found': `This key is no longer in use. ${reload}`,
  'key.not_offered': 'Choose a place of the list that the operator of the server has set.',
  'key.not_yet_valid': 'The certificate is not valid yet. Register it from that day on.',
  'key.passphrase': 'The password does not open the key file. Type the one that its issuer sent with it.',
  'key.unreachable': 'The key cannot be used where it is kept. Check that, then send again.',
  'key.unreadable': 'This is not a PKCS#12 key file (.p12, .pfx) that can be read. Choose the right file.',
  'key.untrusted': 'The certificate leads to no trusted root certificate. Add its root first.',
  'life-event.not_found': 'There is no such topic. Choose again on the first page.',
  'log.not_sealed': 'This day is not sealed yet. Choose a day from the list.',
  'lookup.guessed':
    'This dossier was looked up by 4 digits too often. Enter the whole phone number, or call the hotline.',
  'lookup.no_match':
    'No dossier fits this code and this phone number. Check both on the receipt, then try again.',
  'lookup.too_many': 'You have looked up too often. Wait a minute, then try again.',
  'message.not_found': 'There is no such mail. Look at the list of mails again.',
  'notification.not_found': `There is no such notification. ${reload}`,
  'officer.exists': 'This employee code is taken. Look for the officer in the list.',
  'officer.no_post':
    'This officer account holds no post that is in force. Ask the administrator of the agency.',
  'officer.not_found': 'There is no such officer. Choose again from the list.',
  'officer.subject_taken': 'This sign-in account belongs to another officer.',
  'page.not_found': 'There is no such page.',
  'paper.being_digitised': 'The scan is being processed. Wait a few seconds, then reload the page.',
  'paper.changed':
    'The paper changed after you saw it and was not signed. Look at the new version, then sign.',
  'paper.kept': 'This paper was confirmed or handed in by the citizen, so it cannot be removed.',
  'paper.not_asked': 'The dossier waits for no papers, so none is accepted now.',
  'paper.not_digitised': 'This scan could not be read, so it cannot be confirmed. Scan it again.',
  'paper.not_failed': 'This scan has not failed, so it need not be digitised again.',
  'paper.not_found': `This paper was not found. ${reload}`,
  'paper.not_scanned': 'This file is no scan of the one-stop, so it need not be confirmed.',
  'paper.too_large':
    'The files of this dossier exceed 300 MB, with those taken back within the week. Make them smaller, or wait a week.',
  'paper.too_many': 'The dossier holds as many files as are allowed. Join the pages into one PDF file.',
  'paper.unseen':
    'You sign this paper with your own key, so you have to see what you sign. Open the preview, then sign.',
  'paper.busy': 'Many papers are being set. Please try again in half a minute.',
  'paper.wrong_upload': 'The upload is not right. Choose the paper and its file again.',
  'payment.day': {
    say: 'Payment was asked for without a last day. Write the last day, so that the applicant can be told.',
    fields: { dueOn: 'Choose a day after today' },
  },
  'payment.past': 'The day to pay by must lie ahead. Choose a later one.',
  'period.reversed': 'The first day lies after the last one. Choose the period again.',
  'permission.missing': 'Your account does not have this permission. Ask the administrator of the agency.',
  'post.ended': `This post has ended. ${reload}`,
  'post.not_found': `There is no such post. ${reload}`,
  'post.overlaps': 'The officer holds this role at the agency in that time. End the old post first.',
  'preview.no_form':
    'This result has no form to be made from. Upload a PDF file, or choose to return it on paper.',
  'preview.not_found': 'The preview was not found. Open the dossier and look again.',
  'preview.not_signing': `The dossier is not at the step of signing, so there is no draft to see. ${reload}`,
  'procedure.bad_end': 'The last day must be today or later. Choose again.',
  'procedure.ended': 'The procedure is no longer in force.',
  'procedure.invalid': 'The content cannot be published yet. Correct the lines that are named.',
  'procedure.not_found':
    'There is no procedure in force with this code. Search by the name of what you need to do.',
  'procedure.not_online':
    'This procedure cannot be filed online yet. Please file at a one-stop, or call the hotline.',
  'procedure.unchanged': 'The content is the same as that of the version in force. Change it, then publish.',
  'procedure.unknown_case': 'The procedure has no such case. Choose again from the list.',
  'queue.cursor': 'The address of the page is not right. Open the list from its beginning.',
  'rating.given': 'You have rated this dossier. Thank you.',
  'rating.too_early': 'You can rate the dossier once it has its result.',
  'receipt.stale':
    'The receipt names the hour of reception, which is too long ago by now, so it was not signed. Go back, look at a new one, then sign.',
  'record.changed': 'Somebody else has just changed this. Reload the page, look at it again, then go on.',
  'record.not_found': 'Not found. Please check the code or the address.',
  'register.issued': `The register of this month has been made. ${reload}`,
  'register.no_days': 'This one-stop took no dossiers in during this month. Choose another month.',
  'register.not_found': 'There is no such register. Choose one from the list.',
  'register.month_runs': 'This month has not ended. Make the register after its last day.',
  'register.not_issued': 'The register of this month has not been made.',
  'register.too_long':
    'This period has too many dossiers to print. Choose a shorter one, or download the CSV file.',
  'register.wrong_period': 'The last day lies before the first. Choose the period again.',
  'reorganisation.done':
    'This reorganisation has been run. See its state in the history, or choose another file.',
  'reorganisation.impossible':
    'The file does not fit the province as it is now. Correct it, then try it again.',
  'reorganisation.not_found': 'There is no such reorganisation. Look at the list again.',
  'reorganisation.not_run': 'This reorganisation has not been run. Try it first.',
  'reorganisation.ownerless':
    'It cannot be run: some dossiers would be left without an agency. Add the successors to the file.',
  'reorganisation.too_early': 'Its day has not come. Today it can only be tried; run it from its day on.',
  'reorganisation.unreadable': 'The file does not have the right form. Correct it, then upload it again.',
  'request.cross_site':
    'The request came from another site and was not accepted. Open the page again and send it.',
  'request.not_text': 'What was sent has characters that are not allowed. Type again what you pasted.',
  'request.too_large':
    'The form or its file is too large: 20 MB at most. Sign in if you have to send a file.',
  'request.too_many': 'Too many requests. Wait a minute, then try again.',
  'result.key_missing':
    'The result waits for a key to sign with, so it cannot go online yet. Ask the administrator to register the key, or hand it over at the one-stop or by post.',
  'result.none_left':
    'There is no valid result to return: there was none, or it was revoked. Add a new result, then return it.',
  'result.not_found':
    'The province has issued no such result. Scan the QR code again; if it is still not found, do not use the paper and call the hotline.',
  'result.not_issued': 'The dossier has no result yet. Come back when it has.',
  'result.not_pdf': 'The electronic version of a result must be a PDF file.',
  'result.not_returned': 'The result has not been returned. Return it on the page of the dossier.',
  'result.paper_only':
    'The result exists on paper only, so it cannot go online. Add an electronic one, or hand it over at the one-stop or by post.',
  'result.replaced': 'This version was replaced by a new one. Open the newest and go on there.',
  'result.revoked': 'This result was revoked, so nothing can be done with it.',
  'result.signing_failed':
    'The result could not be signed, so it cannot go online yet. Ask the administrator to have it signed again, or hand it over at the one-stop or by post.',
  'result.unsigned':
    'The result is being signed, so it cannot go online yet. Wait a minute and try again, or hand it over at the one-stop or by post.',
  'result.wrong_time': `A result is added once the dossier has one and before it is returned. ${reload}`,
  'root.invalid': 'This file is no root certificate (.cer, .crt, .pem) that can be trusted. Choose another.',
  'root.not_found': `This root certificate is no longer in the list. ${reload}`,
  'session.missing': 'Please sign in to continue.',
  'slip.no_form':
    'The rules in force on that day have no form for this slip. See the history of the dossier.',
  'slip.not_yet': 'This slip does not exist yet. Come back after that step of the dossier.',
  'slip.wrong_ids': 'The list of dossiers is not right. Choose them again, then print.',
  'stop.ground_early':
    'The applicant still has time for what he was asked to do, has done it, or was not asked with a day to do it by. Wait until that time ends, or choose another ground.',
  'stop.ground_text': 'This ground needs its document or article written out.',
  'stop.ground_unknown': 'This ground is not in force today. Choose again.',
  'stream.not_events': 'This address only sends live events. Open /dieu-hanh, or call /api/operations/wall.',
  'supplement.empty': 'Write at least one thing to complete.',
  'supplement.not_asked':
    'The dossier no longer waits to be completed. Open its page again to see its state now.',
  'upload.busy': 'Many files are being checked. Please try again in a minute.',
  'validity.backwards': 'The last day must lie after the first. Choose again.',
  'validity.no_such_day': 'This day is not in the calendar. Choose another.',
} as const satisfies Readonly<Record<string, EnglishRefusal>>
